package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.format.ImagePaths;
import java.util.Set;
import java.util.function.Consumer;

/** A CSV file with a column {@code path} or {@code file_name}. */
@AutoService(InputKind.class)
public final class CsvInput implements InputKind {
  @Override
  public String id() {
    return "csv";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("csv");
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) {
    ImagePaths.csv(file.source(), name -> to.accept(file.listed(name, false)));
  }
}
