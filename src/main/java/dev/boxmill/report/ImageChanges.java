package dev.boxmill.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run did on single images, against another one.
 *
 * @param other the other run's name; empty where nothing is known
 * @param byImage hits less false positives, less those of the other run, by image id
 */
record ImageChanges(String other, Map<Long, Double> byImage) {
  private static final ImageChanges NONE = new ImageChanges("", Map.of());

  /** Against the comparison's first run; for the first of two runs, against the second. */
  static ImageChanges of(EvaluateResult run, List<ComparisonResult> comparisons) {
    for (ComparisonResult c : comparisons) {
      List<String> names = c.names();
      boolean part = run.run().source().startsWith(c.run().source());
      if (part && names.size() > 1 && !c.images().isEmpty()) {
        int place = names.indexOf(run.name());
        if (place > 0) {
          return changes(c, run.name(), names.get(0), 1);
        }
        if (place == 0 && names.size() == 2) {
          return changes(c, names.get(1), names.get(1), -1);
        }
      }
    }
    return NONE;
  }

  private static ImageChanges changes(ComparisonResult c, String run, String other, int sign) {
    Map<Long, Double> changes = new HashMap<>();
    for (ResultRow row : c.images()) {
      if (row.text("run").equals(run)) {
        changes.put((long) row.number("imageId"), sign * row.signed("change"));
      }
    }
    return new ImageChanges(other, changes);
  }

  /** Null where the image is not among those that changed most. */
  Double of(long image) {
    return byImage.get(image);
  }
}
