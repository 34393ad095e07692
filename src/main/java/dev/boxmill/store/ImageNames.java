package dev.boxmill.store;

import dev.boxmill.data.ImageTable;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Finds the image that a path means: the one whose file_name ends the path, at a separator; of
 * several, the longest. An open hash table of image indexes by the names' last parts.
 */
final class ImageNames {
  /** Several images have the name. */
  static final int AMBIGUOUS = -2;

  /** No image has the name. */
  static final int UNKNOWN = -1;

  /** Tasks of one executor share a table. */
  private static final Map<ImageTable, SoftReference<ImageNames>> SHARED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final int FREE = -1;

  private final ImageTable images;
  private final int[] slots;

  ImageNames(ImageTable images) {
    this.images = images;
    slots = new int[Integer.highestOneBit(Math.max(4, images.size())) << 2];
    Arrays.fill(slots, FREE);
    for (int i = 0; i < images.size(); i++) {
      int slot = slot(images.fileName(i));
      while (slots[slot] != FREE) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
    }
  }

  static ImageNames of(ImageTable images) {
    SoftReference<ImageNames> shared = SHARED.get(images);
    ImageNames names = shared == null ? null : shared.get();
    if (names == null) {
      names = new ImageNames(images);
      SHARED.put(images, new SoftReference<>(names));
    }
    return names;
  }

  private int slot(String path) {
    int hash = 0;
    for (int i = path.lastIndexOf('/') + 1; i < path.length(); i++) {
      hash = 31 * hash + path.charAt(i);
    }
    hash *= 0x9E3779B9;
    return (hash ^ hash >>> 16) & slots.length - 1;
  }

  /** Index of the image, {@link #UNKNOWN} or {@link #AMBIGUOUS}. */
  int find(String path) {
    int found = UNKNOWN;
    int longest = 0;
    for (int s = slot(path); slots[s] != FREE; s = s + 1 & slots.length - 1) {
      String name = images.fileName(slots[s]);
      if (name.length() < longest || name.isEmpty() || !endsPath(path, name)) {
        continue;
      }
      found = name.length() == longest ? AMBIGUOUS : slots[s];
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
