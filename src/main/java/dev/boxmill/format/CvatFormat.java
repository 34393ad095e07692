package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * CVAT for images 1.1, one XML file.
 *
 * <p>Corners are continuous edges: left is xtl and the width xbr - xtl. A rotated box becomes the
 * smallest upright one around it. Polygons and masks give their box, too. Other shapes are left out
 * and counted. Images keep their ids; classes stand in the order of the labels in the file's head.
 *
 * @see <a href="https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/">CVAT format</a>
 */
@AutoService(AnnotationFormat.class)
public final class CvatFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "cvat";
  }

  @Override
  public boolean recognises(FileTree tree) {
    List<String> files = files(tree);
    return files.size() == 1 && "annotations".equals(XmlCursor.rootOf(tree.source(files.get(0))));
  }

  private static List<String> files(FileTree tree) {
    return tree.single() ? tree.paths() : tree.ending(".xml");
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    CvatReader reader = new CvatReader(options);
    for (String path : files(tree)) {
      reader.read(tree.source(path));
    }
    return reader.build();
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.OCCLUDED,
        Feature.IMAGE_IDS,
        Feature.CATEGORY_ORDER,
        Feature.EMPTY_CLASSES,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    CvatWriter.write(all, sink);
  }
}
