package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * YOLO's labels: one text file an image, one line an object: number of the class from 0, then
 * centre, width and height relative to the image's size. Names of classes stand in data.yaml
 * (names), a .names file or classes.txt; class k has the id k + 1.
 *
 * <p>A line of more than five numbers is an outline (x and y in turn), or, where data.yaml has
 * kpt_shape, a box with keypoints. An image is listed or lies beside its labels; one without a
 * label file has no objects. Sizes come from {@link ReadOptions#sizes}.
 *
 * @see <a href="https://docs.ultralytics.com/datasets/detect/">Ultralytics' YOLO format</a>
 */
@AutoService(AnnotationFormat.class)
public final class YoloFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "yolo";
  }

  @Override
  public boolean recognises(FileTree tree) {
    return !tree.single() && YoloClasses.file(tree).isPresent() && !tree.ending(".txt").isEmpty();
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) throws IOException {
    return new YoloReader(tree, options, Ahead.THREADS).read();
  }

  @Override
  public boolean oneFile() {
    return false;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(Feature.CATEGORY_ORDER, Feature.EMPTY_CLASSES, Feature.EMPTY_IMAGES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinctStems(all, "YOLO");
    YoloWriter.write(all, sink);
  }

  /** A text file being written. */
  static Writer writer(FileSink sink, String path) throws IOException {
    return new BufferedWriter(new OutputStreamWriter(sink.create(path), StandardCharsets.UTF_8));
  }
}
