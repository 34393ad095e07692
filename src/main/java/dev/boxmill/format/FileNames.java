package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of images and of the files that are about one image each. */
final class FileNames {
  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "ppm");

  private FileNames() {}

  /** The path without its extension. */
  static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  static boolean isImage(String path) {
    int dot = path.lastIndexOf('.');
    return dot >= 0 && IMAGES.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** The part behind the last of some folders, or the bare name where none is in the path. */
  static String behind(String path, String folders) {
    String[] parts = path.replace('\\', '/').split("/", -1);
    for (int i = parts.length - 2; i >= 0; i--) {
      if (parts[i].matches(folders)) {
        return String.join("/", Arrays.copyOfRange(parts, i + 1, parts.length));
      }
    }
    return parts[parts.length - 1];
  }

  /** Fails when two images have the same name, or one has none, which a format needs. */
  static void requireDistinct(Annotations all, String format) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      if (image.fileName().isBlank()) {
        throw new UserException(
            "image " + image.id() + " has no file name, which " + format + " needs; add file_name");
      }
      if (!seen.add(image.fileName())) {
        throw new UserException(
            "two images are named '"
                + image.fileName()
                + "', which "
                + format
                + " cannot tell apart; rename one");
      }
    }
  }

  /**
   * Fails when two images would share a file of the format, or a name leads out of the folder.
   *
   * @param format what messages call the format
   */
  static void requireDistinctStems(Annotations all, String format) {
    requireDistinct(all, format);
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      String name = image.fileName();
      for (String part : name.split("[/\\\\]", -1)) {
        if (part.isEmpty() || part.equals("..") || part.equals(".") || name.contains(":")) {
          throw new UserException(
              "image '" + name + "': not a path below one folder, which " + format + " needs");
        }
      }
      String other = seen.put(stem(name), name);
      if (other != null) {
        throw new UserException(
            "images '"
                + other
                + "' and '"
                + name
                + "' would share a file of "
                + format
                + "; rename one");
      }
    }
  }
}
