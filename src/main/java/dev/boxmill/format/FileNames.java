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
import java.util.regex.Pattern;

/** Names of images and of the files that are about one image each. */
final class FileNames {
  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "ppm");

  /** Relative, without empty parts and parts of dots, colons, backslashes, control characters. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?!\\.{1,2}(/|$))[^/\\\\:\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\\\:\\p{Cntrl}]+)*");

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
                + Numbers.oneLine(image.fileName())
                + "', which "
                + format
                + " cannot tell apart; rename one");
      }
    }
  }

  /**
   * Fails when two images would share a file of the format, or a name cannot be that of a file
   * below one folder.
   *
   * @param format what messages call the format
   */
  static void requireDistinctStems(Annotations all, String format) {
    requireDistinct(all, format);
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < all.images().size(); i++) {
      String name = all.images().fileName(i);
      if (!FILE.matcher(name).matches()) {
        throw new UserException(
            "image '"
                + Numbers.oneLine(name)
                + "': not a path below one folder, which "
                + format
                + " needs; rename it");
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
