package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Label Studio's JSON export: an array of tasks, each with data (the image's URL) and annotations,
 * whose results are rectangles and polygons in per cent of the image.
 *
 * <p>Of a task the first annotation counts that was not cancelled; predictions and further
 * annotations are left out and counted, as are other kinds of results. A turned rectangle, which
 * Label Studio turns about its top left corner, becomes the smallest upright box around it.
 *
 * @see <a href="https://labelstud.io/guide/export">Label Studio's export</a>
 */
@AutoService(AnnotationFormat.class)
public final class LabelStudioFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "labelstudio";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    return JsonHead.isLabelStudio(JsonHead.of(tree));
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    return new LabelStudioReader(options).read(JsonHead.file(tree));
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(Feature.EMPTY_IMAGES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinct(all, "Label Studio");
    LabelStudioWriter.write(all, sink);
  }
}
