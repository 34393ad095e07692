package dev.boxmill.format;

import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which image a label file is about: the one with the same path but for the extension, counted from
 * behind the folders that data sets keep images and labels in.
 */
final class LabelFiles {
  /** Enough to pass over images without objects. */
  private static final int LOOKED_AT = 1000;

  private final FileTree tree;
  private final String folders;
  private final String extension;
  private final ImageSizes sizes;
  private final int threads;
  private final Map<String, String> images = new HashMap<>();

  /** Extensions of images in other places. */
  private final Map<String, String> elsewhere = new HashMap<>();

  /**
   * Knows the images that lie in the tree.
   *
   * @param folders a pattern of the folders' names
   * @param extension of images that are not there
   * @param sizes of images, and the names of those that lie elsewhere; asked by several threads
   * @param threads that read
   */
  LabelFiles(FileTree tree, String folders, String extension, ImageSizes sizes, int threads) {
    this.tree = tree;
    this.threads = threads;
    this.sizes = sizes;
    for (String path : sizes.names()) {
      String stem = FileNames.stem(path);
      String suffix = path.substring(stem.length());
      elsewhere.putIfAbsent(stem, suffix);
      elsewhere.putIfAbsent(FileNames.behind(stem, folders), suffix);
    }
    this.folders = folders;
    this.extension = extension;
    tree.paths().stream().filter(FileNames::isImage).forEach(this::know);
  }

  /** Makes an image known; its name here. */
  String know(String path) {
    String name = FileNames.behind(path, folders);
    images.putIfAbsent(FileNames.stem(name), name);
    return name;
  }

  /** The name of the image that a label file is about. */
  private String image(String path) {
    String stem = FileNames.stem(FileNames.behind(path, folders));
    String other = stem + elsewhere.getOrDefault(stem, extension);
    return images.getOrDefault(stem, other);
  }

  /**
   * Reads files at the same time and adds their images and objects in the files' order; bad lines
   * and bad files are reported. From now on no image may become known.
   */
  void read(List<LabelText> texts, AnnotationsBuilder built, ReadReport report, LabelFile.Row row)
      throws IOException {
    try (InOrder<LabelText, LabelFile> files =
        new InOrder<>(
            texts, text -> LabelFile.read(tree, text, image(text.path()), sizes, row), threads)) {
      while (files.hasNext()) {
        files.next().addTo(built, report);
      }
    }
  }

  /** Adds the images known that no file was about. */
  void addOthers(AnnotationsBuilder built) throws IOException {
    List<String> others = images.values().stream().filter(name -> built.find(name) < 0).toList();
    try (InOrder<String, ImageInfo> infos =
        new InOrder<>(others, name -> info(name, sizes), threads)) {
      while (infos.hasNext()) {
        ImageInfo info = infos.next();
        built.image(info.fileName(), info.width(), info.height());
      }
    }
  }

  /** Adds an image of which only the name is known. */
  static int add(AnnotationsBuilder built, String name, ImageSizes sizes) {
    ImageInfo info = info(name, sizes);
    return built.image(name, info.width(), info.height());
  }

  /** An image without an id; of size 0 where that is not known. */
  static ImageInfo info(String name, ImageSizes sizes) {
    ImageSizes.Size size = sizes.find(name);
    return size == null
        ? new ImageInfo(0, name, 0, 0)
        : new ImageInfo(0, name, size.width(), size.height());
  }

  /** The first line with anything in it among the first files; empty at the first bad file. */
  static Optional<String> firstLine(FileTree tree, List<String> files) throws IOException {
    int most = Math.min(LOOKED_AT, files.size());
    // The first file nearly always has one.
    int next = Math.min(1, most);
    try {
      Optional<String> line = firstFilled(tree, files.subList(0, next));
      return line.isPresent() ? line : firstFilled(tree, files.subList(next, most));
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> firstFilled(FileTree tree, List<String> files)
      throws IOException {
    try (InOrder<String, Optional<String>> lines =
        new InOrder<>(files, path -> firstFilled(tree.source(path)))) {
      while (lines.hasNext()) {
        Optional<String> line = lines.next();
        if (line.isPresent()) {
          return line;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> firstFilled(Source file) {
    try (TextLines lines = new TextLines(file)) {
      return Optional.ofNullable(lines.nextFilled());
    }
  }
}
