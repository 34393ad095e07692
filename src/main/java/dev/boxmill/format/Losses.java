package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Segmentation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much of some annotations a format cannot hold. */
public final class Losses {
  private final Map<Feature, Long> counts = new EnumMap<>(Feature.class);

  private Losses() {}

  /** Counts all that is in the annotations and not among the features. */
  static Losses of(Annotations all, Set<Feature> held) {
    Losses uses = uses(all);
    uses.counts.keySet().removeAll(held);
    return uses;
  }

  /** Counts every feature that annotations make use of. */
  static Losses uses(Annotations all) {
    Losses uses = new Losses();
    uses.objects(all);
    uses.categories(all);
    uses.images(all);
    uses.labels(all);
    uses.counts.values().removeIf(n -> n == 0);
    return uses;
  }

  private void objects(Annotations all) {
    GroundTruthTable rows = all.groundTruths();
    int image = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (Feature feature : Feature.values()) {
        count(feature, feature.flag() != null && rows.has(i, feature.flag()));
      }
      Segmentation pixels = rows.segmentation(i);
      count(Feature.POLYGONS, pixels instanceof Polygons);
      count(Feature.MASKS, pixels != null && !(pixels instanceof Polygons));
      count(Feature.KEYPOINTS, rows.keypoints(i) != null);
      count(Feature.AREAS, rows.area(i) != rows.boxArea(i));
      int at = all.images().indexOf(rows.imageId(i));
      count(Feature.OBJECT_IDS, rows.id(i) != i + 1L || at < image);
      image = Math.max(image, at);
    }
  }

  private void categories(Annotations all) {
    boolean[] used = new boolean[all.categories().size()];
    GroundTruthTable rows = all.groundTruths();
    for (int i = 0; i < rows.size(); i++) {
      used[all.categoryIndex(rows.categoryId(i))] = true;
    }
    Set<String> names = new HashSet<>();
    String before = "";
    for (int i = 0; i < used.length; i++) {
      Category c = all.categories().get(i);
      count(Feature.EMPTY_CLASSES, !used[i]);
      count(Feature.CATEGORY_ORDER, before.compareTo(c.name()) > 0);
      before = c.name();
      count(Feature.SAME_NAMES, !names.add(c.name()));
      count(Feature.CATEGORY_IDS, c.id() != i + 1);
      count(Feature.SUPERCATEGORIES, !c.supercategory().isEmpty());
      count(Feature.FREQUENCIES, !c.frequency().isEmpty());
      count(Feature.STUFF, !c.thing());
      count(Feature.KEYPOINT_NAMES, !c.keypoints().isEmpty());
    }
  }

  private void images(Annotations all) {
    boolean[] used = new boolean[all.images().size()];
    GroundTruthTable rows = all.groundTruths();
    for (int i = 0; i < rows.size(); i++) {
      used[all.images().indexOf(rows.imageId(i))] = true;
    }
    String before = null;
    for (int i = 0; i < used.length; i++) {
      ImageInfo image = all.images().image(i);
      boolean ordered = before == null || before.compareTo(image.fileName()) < 0;
      count(Feature.IMAGE_IDS, image.id() != i + 1 || !ordered);
      count(Feature.EMPTY_IMAGES, !used[i]);
      count(Feature.IMAGE_SIZES, image.width() > 0 && image.height() > 0);
      before = image.fileName();
    }
  }

  private void labels(Annotations all) {
    for (int i = 0; all.labels() != null && i < all.labels().size(); i++) {
      add(Feature.PRESENT_LABELS, all.labels().present(i).length);
      add(Feature.ABSENT_LABELS, all.labels().absent(i).length);
      add(Feature.INCOMPLETE_LABELS, all.labels().incomplete(i).length);
    }
  }

  private void count(Feature feature, boolean there) {
    add(feature, there ? 1 : 0);
  }

  private void add(Feature feature, long n) {
    counts.merge(feature, n, Long::sum);
  }

  /** The same with another number for a feature, or without it for 0. */
  Losses with(Feature feature, long n) {
    Losses changed = new Losses();
    changed.counts.putAll(counts);
    changed.counts.put(feature, n);
    changed.counts.values().removeIf(count -> count == 0);
    return changed;
  }

  /** {@return number of things lost by feature; features of which nothing is lost are absent} */
  public Map<Feature, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** One line, e.g. "12 crowd flags, 3 masks"; empty when nothing is lost. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey().plural()))
        .collect(Collectors.joining(", "));
  }
}
