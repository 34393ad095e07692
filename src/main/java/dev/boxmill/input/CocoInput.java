package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.format.ImagePaths;
import java.util.Set;
import java.util.function.Consumer;

/** A COCO annotation file: {@code images[].file_name} below {@code --image-root}. */
@AutoService(InputKind.class)
public final class CocoInput implements InputKind {
  @Override
  public String id() {
    return "coco";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("json");
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) {
    ImagePaths.coco(file.source(), name -> to.accept(file.listed(name, true)));
  }
}
