package dev.boxmill.store;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.Feature;
import dev.boxmill.format.FileSink;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Annotations in Parquet, one row an image, in one file or many
 * (docs/formats/annotations-parquet.md). The only format that holds all that {@link Annotations}
 * do, but for the order of objects of different images.
 */
@AutoService(AnnotationFormat.class)
public final class ParquetFormat implements AnnotationFormat {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  @Override
  public String id() {
    return "parquet";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    // Any other Parquet, too: reading it says what is missing.
    List<String> files = files(tree);
    if (files.isEmpty()) {
      return false;
    }
    try (InputStream in = tree.open(files.get(0))) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /** As for every reader of Parquet here, names with a dot or an underscore first do not count. */
  private static List<String> files(FileTree tree) {
    return tree.single()
        ? tree.paths()
        : tree.ending(".parquet").stream().filter(path -> !("/" + path).contains("/_")).toList();
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) throws IOException {
    List<String> files = files(tree);
    if (files.isEmpty()) {
      throw new UserException(tree.name() + ": holds no file whose name ends in .parquet");
    }
    return new AnnotationReader(tree, options).read(files);
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    AnnotationWriter.write(all, sink.create("annotations.parquet"));
  }
}
