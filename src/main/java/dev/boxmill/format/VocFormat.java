package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * PASCAL VOC's XML, one file an image, anywhere in a folder or archive.
 *
 * <p>Corners count pixels from 1 and both belong to the box: left is xmin - 1 and the width xmax -
 * xmin + 1. Of a file are read filename, size, and of its objects name, bndbox, difficult,
 * truncated and occluded; parts and poses are left out.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/">VOC2012 development
 *     kit</a>
 */
@AutoService(AnnotationFormat.class)
public final class VocFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "voc";
  }

  @Override
  public boolean recognises(FileTree tree) {
    List<String> files = tree.ending(".xml");
    return !files.isEmpty() && "annotation".equals(XmlCursor.rootOf(tree.source(files.get(0))));
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) throws IOException {
    return VocReader.read(tree, options, Ahead.THREADS);
  }

  @Override
  public boolean oneFile() {
    return false;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.DIFFICULT,
        Feature.TRUNCATED,
        Feature.OCCLUDED,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    VocWriter.write(all, sink);
  }
}
