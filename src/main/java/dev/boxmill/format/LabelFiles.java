package dev.boxmill.format;

import dev.boxmill.error.UserException;
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
  private final Map<String, String> images = new HashMap<>();

  /** Extensions of images in other places. */
  private final Map<String, String> elsewhere = new HashMap<>();

  /**
   * Knows the images that lie in the tree.
   *
   * @param folders a pattern of the folders' names
   * @param extension of images that are not there
   * @param sizes of images, and the names of those that lie elsewhere
   */
  LabelFiles(FileTree tree, String folders, String extension, ImageSizes sizes) {
    this.tree = tree;
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

  /** Names of all images known. */
  Iterable<String> known() {
    return images.values();
  }

  /** Adds a label file's image; its number, or -1 when it is not the first. */
  int image(AnnotationsBuilder built, String path) {
    String stem = FileNames.stem(FileNames.behind(path, folders));
    String other = stem + elsewhere.getOrDefault(stem, extension);
    return add(built, images.getOrDefault(stem, other), sizes);
  }

  /** Takes the columns of a line of a label file. */
  interface Row {
    void take(int image, String... columns);
  }

  /** Adds a label file's image and hands on its lines; bad ones, and a bad file, are reported. */
  void read(String path, AnnotationsBuilder built, ReadReport report, Row row) {
    try (TextLines lines = new TextLines(tree.source(path))) {
      int image = image(built, path);
      if (image < 0) {
        throw lines.fail("a second file about the same image; keep one");
      }
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        try {
          row.take(image, line.split("\\s+"));
        } catch (UserException e) {
          report.bad(lines.fail(e.getMessage()));
        }
      }
    } catch (UserException e) {
      report.bad(e);
    }
  }

  /** Adds an image of which only the name is known. */
  static int add(AnnotationsBuilder built, String name, ImageSizes sizes) {
    ImageSizes.Size size = sizes.find(name);
    return size == null ? built.image(name, 0, 0) : built.image(name, size.width(), size.height());
  }

  /** The first line with anything in it among the first files. */
  static Optional<String> firstLine(FileTree tree, List<String> files) {
    for (String path : files.subList(0, Math.min(LOOKED_AT, files.size()))) {
      try (TextLines lines = new TextLines(tree.source(path))) {
        String line = lines.nextFilled();
        if (line != null) {
          return Optional.of(line);
        }
      } catch (UserException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
