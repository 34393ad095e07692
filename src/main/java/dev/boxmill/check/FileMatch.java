package dev.boxmill.check;

import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the files of images: the path that ends with the name, or the only file called so. */
public final class FileMatch {
  private FileMatch() {}

  /**
   * Matches names with paths; backslashes count as slashes.
   *
   * @param images whose file names are looked for
   * @param paths of image files
   * @return for each image the index of its path, or -1 where there is none or more than one
   */
  public static int[] of(ImageTable images, List<String> paths) {
    Map<String, List<Integer>> byName = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      byName.computeIfAbsent(last(slashes(paths.get(i))), n -> new ArrayList<>()).add(i);
    }
    int[] found = new int[images.size()];
    Arrays.setAll(found, image -> find(slashes(images.fileName(image)), paths, byName));
    return found;
  }

  private static int find(String name, List<String> paths, Map<String, List<Integer>> byName) {
    List<Integer> called = byName.getOrDefault(last(name), List.of());
    List<Integer> ending =
        called.stream().filter(i -> ("/" + slashes(paths.get(i))).endsWith("/" + name)).toList();
    List<Integer> best = ending.isEmpty() ? called : ending;
    return best.size() == 1 ? best.get(0) : -1;
  }

  private static String slashes(String path) {
    return path.replace('\\', '/');
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
