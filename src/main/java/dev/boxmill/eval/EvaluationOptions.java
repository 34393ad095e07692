package dev.boxmill.eval;

import dev.boxmill.data.Hierarchy;
import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.List;

/**
 * What a user may choose for any protocol; an empty choice means the protocol's own standard. Start
 * with {@link #standard()} and change with the {@code with} methods; every one returns a new
 * object.
 *
 * @param mode how to treat slips of the reference
 * @param target what overlaps: boxes, masks or keypoints
 * @param ious IoU thresholds, ascending; empty: the protocol's
 * @param areas area ranges; empty: the protocol's
 * @param maxDetections limits on the detections of an image (and class), ascending; empty: the
 *     protocol's
 * @param categoriesPooled whether all classes count as one
 * @param minScore detections below are left out by protocols that look at one working point; NaN:
 *     the protocol's
 * @param hierarchy which classes are kinds of which, for protocols that widen classes; empty: what
 *     the categories' supercategories say
 * @param resampling what to measure beside the whole data set
 */
public record EvaluationOptions(
    Metric.Mode mode,
    Target target,
    List<Double> ious,
    List<AreaRange> areas,
    List<Integer> maxDetections,
    boolean categoriesPooled,
    double minScore,
    Hierarchy hierarchy,
    Resampling resampling)
    implements Serializable {

  /** What is compared. */
  public enum Target {
    BOX,
    MASK,
    KEYPOINTS
  }

  public EvaluationOptions {
    ious = ious.stream().sorted().toList();
    areas = List.copyOf(areas);
    maxDetections = maxDetections.stream().sorted().toList();
    for (double iou : ious) {
      if (!(iou > 0 && iou <= 1)) {
        throw new UserException("IoU threshold " + iou + ": give a number above 0, at most 1");
      }
    }
    for (int limit : maxDetections) {
      if (limit < 1) {
        throw new UserException("max detections " + limit + ": give a positive number");
      }
    }
  }

  /** Every protocol as its paper has it, for boxes. */
  public static EvaluationOptions standard() {
    return new EvaluationOptions(
        Metric.Mode.CORRECTED,
        Target.BOX,
        List.of(),
        List.of(),
        List.of(),
        false,
        Double.NaN,
        Hierarchy.NONE,
        Resampling.none());
  }

  public EvaluationOptions withMode(Metric.Mode wanted) {
    return new EvaluationOptions(
        wanted,
        target,
        ious,
        areas,
        maxDetections,
        categoriesPooled,
        minScore,
        hierarchy,
        resampling);
  }

  public EvaluationOptions withTarget(Target wanted) {
    return new EvaluationOptions(
        mode,
        wanted,
        ious,
        areas,
        maxDetections,
        categoriesPooled,
        minScore,
        hierarchy,
        resampling);
  }

  public EvaluationOptions withIous(List<Double> wanted) {
    return new EvaluationOptions(
        mode,
        target,
        wanted,
        areas,
        maxDetections,
        categoriesPooled,
        minScore,
        hierarchy,
        resampling);
  }

  public EvaluationOptions withAreas(List<AreaRange> wanted) {
    return new EvaluationOptions(
        mode,
        target,
        ious,
        wanted,
        maxDetections,
        categoriesPooled,
        minScore,
        hierarchy,
        resampling);
  }

  public EvaluationOptions withMaxDetections(List<Integer> wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, wanted, categoriesPooled, minScore, hierarchy, resampling);
  }

  public EvaluationOptions withCategoriesPooled(boolean wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, wanted, minScore, hierarchy, resampling);
  }

  public EvaluationOptions withMinScore(double wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, wanted, hierarchy, resampling);
  }

  public EvaluationOptions withHierarchy(Hierarchy wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, minScore, wanted, resampling);
  }

  public EvaluationOptions withResampling(Resampling wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, minScore, hierarchy, wanted);
  }

  /** The smallest IoU threshold chosen, or the given standard. */
  public double iou(double standard) {
    return ious.isEmpty() ? standard : ious.get(0);
  }

  /** The score from which detections count, or the given standard. */
  public double minScore(double standard) {
    return Double.isNaN(minScore) ? standard : minScore;
  }

  /** The largest detection limit chosen, or the given standard. */
  public int maxDetections(int standard) {
    return maxDetections.isEmpty() ? standard : maxDetections.get(maxDetections.size() - 1);
  }
}
