package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * LVIS's annotation JSON: COCO's with the classes that an image was searched for, and how frequent
 * each class is.
 *
 * @see <a href="https://www.lvisdataset.org/dataset">LVIS</a>
 */
@AutoService(AnnotationFormat.class)
public final class LvisFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "lvis";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    return JsonHead.isLvis(JsonHead.of(tree));
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    return new CocoFormat().read(tree, options);
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    Set<Feature> held = EnumSet.copyOf(new CocoFormat().holds());
    held.add(Feature.FREQUENCIES);
    held.add(Feature.ABSENT_LABELS);
    held.add(Feature.INCOMPLETE_LABELS);
    return held;
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    new CocoWriter(all, true).write(sink);
  }
}
