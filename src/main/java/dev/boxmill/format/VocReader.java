package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.List;

/** Reads VOC's files at the same time, and adds them in the order of their paths. */
final class VocReader {

  private VocReader() {}

  static Annotations read(FileTree tree, ReadOptions options, int threads) throws IOException {
    AnnotationsBuilder built = new AnnotationsBuilder(options.classes(), options.heapBytes());
    List<String> paths = tree.single() ? tree.paths() : tree.ending(".xml");
    try (InOrder<String, VocFile> files =
        new InOrder<>(paths, path -> VocFile.read(tree.source(path), path, built), threads)) {
      while (files.hasNext()) {
        files.next().addTo(built, options.report());
      }
    }
    return built.build();
  }
}
