package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageLabels;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Verified labels of images, by names until ids are known. */
final class OpenImagesLabels {
  private final Map<String, Set<String>> present = new HashMap<>();
  private final Map<String, Set<String>> absent = new HashMap<>();

  void add(String image, String category, boolean there) {
    (there ? present : absent).computeIfAbsent(image, i -> new LinkedHashSet<>()).add(category);
  }

  /** The annotations with the labels, or as they are where there are none. */
  Annotations with(Annotations all) {
    if (present.isEmpty() && absent.isEmpty()) {
      return all;
    }
    Map<String, Integer> ids = new HashMap<>();
    for (Category c : all.categories()) {
      ids.put(c.name(), c.id());
    }
    int images = all.images().size();
    int[][] yes = new int[images][];
    int[][] no = new int[images][];
    for (int i = 0; i < images; i++) {
      yes[i] = ids(present.get(all.images().fileName(i)), ids);
      no[i] = ids(absent.get(all.images().fileName(i)), ids);
    }
    ImageLabels labels = ImageLabels.of(yes, no, new int[images][]);
    return new Annotations(all.images(), all.categories(), all.groundTruths(), labels);
  }

  private static int[] ids(Set<String> names, Map<String, Integer> ids) {
    return names == null ? new int[0] : names.stream().mapToInt(ids::get).toArray();
  }
}
