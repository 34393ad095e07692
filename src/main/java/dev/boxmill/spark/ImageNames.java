package dev.boxmill.spark;

import dev.boxmill.data.ImageTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the image that a path means: the one whose file_name ends the path, at a separator; of
 * several, the longest.
 */
final class ImageNames implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Several images have the name. */
  static final int AMBIGUOUS = -2;

  /** No image has the name. */
  static final int UNKNOWN = -1;

  private final ImageTable images;
  private final Map<String, List<Integer>> byLastPart = new HashMap<>();

  ImageNames(ImageTable images) {
    this.images = images;
    for (int i = 0; i < images.size(); i++) {
      byLastPart.computeIfAbsent(lastPart(images.fileName(i)), n -> new ArrayList<>(1)).add(i);
    }
  }

  ImageTable images() {
    return images;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Index of the image, {@link #UNKNOWN} or {@link #AMBIGUOUS}. */
  int find(String path) {
    int found = UNKNOWN;
    int longest = 0;
    for (int i : byLastPart.getOrDefault(lastPart(path), List.of())) {
      String name = images.fileName(i);
      if (name.length() < longest || name.isEmpty() || !endsPath(path, name)) {
        continue;
      }
      found = name.length() == longest ? AMBIGUOUS : i;
      longest = name.length();
    }
    return found;
  }

  private static boolean endsPath(String path, String name) {
    if (!path.endsWith(name)) {
      return false;
    }
    int before = path.length() - name.length() - 1;
    return before < 0 || path.charAt(before) == '/' || name.charAt(0) == '/';
  }
}
