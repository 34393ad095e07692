package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.inference.ImageSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sizes of images from the image files of a folder or an archive. Safe for several threads. */
final class ImageFileSizes implements ImageSizes {
  private static final String[] EXTENSIONS = {
    ".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"
  };

  private final FileTree tree;
  private final List<String> paths;
  private final Map<String, List<String>> byName = new HashMap<>();

  ImageFileSizes(FileTree tree) {
    this.tree = tree;
    paths = tree.ending(EXTENSIONS);
    for (String path : paths) {
      byName.computeIfAbsent(last(path), n -> new ArrayList<>()).add(path);
    }
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public Collection<String> names() {
    return paths;
  }

  /** The size of the file whose path ends with the name, or of the only one called so. */
  @Override
  public Size find(String fileName) {
    String name = fileName.replace('\\', '/');
    List<String> called = byName.getOrDefault(last(name), List.of());
    List<String> ending =
        called.stream().filter(path -> ("/" + path).endsWith("/" + name)).toList();
    List<String> found = ending.isEmpty() ? called : ending;
    if (found.size() != 1) {
      return null;
    }
    try (InputStream in = tree.open(found.get(0))) {
      ImageSize size = ImageSize.read(in);
      return size == null ? null : new Size(size.width(), size.height());
    } catch (IOException e) {
      throw new UserException(
          tree.source(found.get(0)).name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
