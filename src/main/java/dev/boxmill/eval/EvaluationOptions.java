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
    /** Axis-parallel boxes. */
    BOX,
    /** The objects' pixels. */
    MASK,
    /** Object keypoint similarity of named points. */
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

  /** {@return every protocol as its paper has it, for boxes} */
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

  /**
   * {@return these options with another treatment of the references' slips}
   *
   * @param wanted each protocol says where the two modes differ
   */
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

  /**
   * {@return these options with something else to compare}
   *
   * @param wanted most protocols refuse all but {@link Target#BOX}
   */
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

  /**
   * {@return these options with IoU thresholds}
   *
   * @param wanted above 0, at most 1, in any order; empty: the protocol's
   */
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

  /**
   * {@return these options with area ranges}
   *
   * @param wanted in the order of the results; empty: the protocol's
   */
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

  /**
   * {@return these options with limits on the detections of an image (and class)}
   *
   * @param wanted 1 or more each, in any order; empty: the protocol's
   */
  public EvaluationOptions withMaxDetections(List<Integer> wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, wanted, categoriesPooled, minScore, hierarchy, resampling);
  }

  /**
   * {@return these options with classes pooled or not}
   *
   * @param wanted true: all classes count as one
   */
  public EvaluationOptions withCategoriesPooled(boolean wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, wanted, minScore, hierarchy, resampling);
  }

  /**
   * {@return these options with a working point}
   *
   * @param wanted the least score that counts; NaN: the protocol's
   */
  public EvaluationOptions withMinScore(double wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, wanted, hierarchy, resampling);
  }

  /**
   * {@return these options with a class hierarchy}
   *
   * @param wanted empty: what the supercategories say
   */
  public EvaluationOptions withHierarchy(Hierarchy wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, minScore, wanted, resampling);
  }

  /**
   * {@return these options with draws and slices}
   *
   * @param wanted COCO's protocols follow it, others leave it aside
   */
  public EvaluationOptions withResampling(Resampling wanted) {
    return new EvaluationOptions(
        mode, target, ious, areas, maxDetections, categoriesPooled, minScore, hierarchy, wanted);
  }

  /**
   * {@return the smallest IoU threshold chosen, or the protocol's}
   *
   * @param standard the protocol's
   */
  public double iou(double standard) {
    return ious.isEmpty() ? standard : ious.get(0);
  }

  /**
   * {@return the score from which detections count}
   *
   * @param standard the protocol's, taken when none is chosen
   */
  public double minScore(double standard) {
    return Double.isNaN(minScore) ? standard : minScore;
  }

  /**
   * {@return the largest detection limit chosen, or the protocol's}
   *
   * @param standard the protocol's
   */
  public int maxDetections(int standard) {
    return maxDetections.isEmpty() ? standard : maxDetections.get(maxDetections.size() - 1);
  }
}
