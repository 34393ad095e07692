package dev.boxmill.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Short names for runs, out of the paths of their detections. */
final class RunNames {
  private RunNames() {}

  /**
   * The last part of each path in which they differ, without the extension: a and b of
   * out/a/detections and out/b/detections. A name that comes again gets a number.
   */
  static List<String> of(List<String> paths) {
    List<List<String>> parts = new ArrayList<>();
    for (String path : paths) {
      List<String> split = new ArrayList<>(Arrays.asList(path.split("[/\\\\]+")));
      split.removeIf(String::isEmpty);
      parts.add(split);
    }
    boolean differ = parts.stream().distinct().count() > 1;
    while (differ
        && parts.stream().allMatch(p -> p.size() > 1)
        && parts.stream().map(p -> p.get(p.size() - 1)).distinct().count() == 1) {
      parts.forEach(p -> p.remove(p.size() - 1));
    }
    List<String> names = new ArrayList<>();
    for (List<String> path : parts) {
      String last = path.isEmpty() ? "run" : path.get(path.size() - 1);
      String name =
          last.replaceFirst("\\.(json|parquet)$", "")
              .replaceAll("[^A-Za-z0-9._-]", "-")
              .replaceFirst("^\\.+", "");
      name = name.isEmpty() ? "run" : name;
      String unique = name;
      for (int n = 2; names.contains(unique); n++) {
        unique = name + "-" + n;
      }
      names.add(unique);
    }
    return names;
  }
}
