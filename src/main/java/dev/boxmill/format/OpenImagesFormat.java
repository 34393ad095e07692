package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Open Images' CSV files, told apart by their columns: boxes (ImageID, LabelName, XMin, XMax, YMin,
 * YMax, IsOccluded, IsTruncated, IsGroupOf, IsDepiction, IsInside), verified labels of images
 * (ImageID, LabelName, Confidence 1 or 0), names of classes (no header: machine id, name), and
 * lists of images (ImageID, perhaps Width and Height).
 *
 * <p>Coordinates are continuous edges relative to the image's size, which comes from the list of
 * images or from {@link ReadOptions#sizes}. The flag -1, not known, is read as not set. An image id
 * without an extension stands for a JPEG file. The class hierarchy is not read.
 *
 * @see <a href="https://storage.googleapis.com/openimages/web/download_v7.html">Open Images V7</a>
 */
@AutoService(AnnotationFormat.class)
public final class OpenImagesFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "openimages";
  }

  @Override
  public boolean recognises(FileTree tree) {
    return OpenImagesReader.files(tree).stream()
        .anyMatch(path -> OpenImagesReader.hasBoxes(tree.source(path)));
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    return new OpenImagesReader(tree, options).read();
  }

  @Override
  public boolean oneFile() {
    return false;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.OCCLUDED,
        Feature.TRUNCATED,
        Feature.GROUP_OF,
        Feature.DEPICTION,
        Feature.INSIDE,
        Feature.EMPTY_CLASSES,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES,
        Feature.PRESENT_LABELS,
        Feature.ABSENT_LABELS);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinct(all, "Open Images");
    OpenImagesWriter.write(all, sink);
  }
}
