package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.format.ImagePaths;
import java.util.Set;
import java.util.function.Consumer;

/** A list of images, one path a line. */
@AutoService(InputKind.class)
public final class TextInput implements InputKind {
  @Override
  public String id() {
    return "text";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("txt", "lst", "list");
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) {
    ImagePaths.text(file.source(), name -> to.accept(file.listed(name, false)));
  }
}
