package dev.boxmill.eval;

import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a COCO evaluation measures. Start with {@link #standard()} and change with the {@code with}
 * methods; every one returns a new object.
 */
public final class CocoParameters {
  /** One bit of an int a threshold: see {@link CategoryOutcomes}. */
  private static final int MAX_THRESHOLDS = 32;

  /** One bit of an int a range, less one: see {@link CategoryOutcomes}. */
  private static final int MAX_AREAS = 31;

  /** Most detections of an image that count in COCO's keypoint challenge. */
  private static final int STANDARD_KEYPOINT_LIMIT = 20;

  private final CocoTask task;
  private final double[] iouThresholds;
  private final List<AreaRange> areas;
  private final int[] maxDetections;
  private final boolean categoriesPooled;
  private final long[] imageIds;
  private final Metric.Mode mode;

  private CocoParameters(
      CocoTask task,
      double[] iouThresholds,
      List<AreaRange> areas,
      int[] maxDetections,
      boolean categoriesPooled,
      long[] imageIds,
      Metric.Mode mode) {
    this.task = task;
    this.iouThresholds = iouThresholds;
    this.areas = areas;
    this.maxDetections = maxDetections;
    this.categoriesPooled = categoriesPooled;
    this.imageIds = imageIds;
    this.mode = mode;
  }

  /**
   * {@return the parameters of COCO's box challenge: IoU .5 to .95 by .05, all, small, medium and
   * large objects, limits 1, 10 and 100}
   */
  public static CocoParameters standard() {
    return standard(CocoTask.BOX);
  }

  /** The parameters of one of COCO's challenges. */
  private static CocoParameters standard(CocoTask task) {
    List<AreaRange> areas =
        List.of(
            new AreaRange("all", 0, 1e10),
            new AreaRange("small", 0, 32 * 32),
            new AreaRange("medium", 32 * 32, 96 * 96),
            new AreaRange("large", 96 * 96, 1e10));
    int[] limits = {1, 10, 100};
    if (task == CocoTask.KEYPOINTS) {
      areas = areas.stream().filter(area -> !area.name().equals("small")).toList();
      limits = new int[] {STANDARD_KEYPOINT_LIMIT};
    }
    return new CocoParameters(
        task, spaced(0.5, 0.95, 10), areas, limits, false, null, Metric.Mode.CORRECTED);
  }

  /**
   * The standard parameters, changed where the options choose otherwise.
   *
   * @param options whose target chooses the challenge
   * @return those parameters, for all images
   */
  public static CocoParameters of(EvaluationOptions options) {
    return of(CocoTask.of(options.target()), options);
  }

  /** The same for another task than the options' target. */
  static CocoParameters of(CocoTask task, EvaluationOptions options) {
    CocoParameters chosen = standard(task).withMode(options.mode());
    if (!options.ious().isEmpty()) {
      chosen =
          chosen.withIouThresholds(
              options.ious().stream().mapToDouble(Double::doubleValue).toArray());
    }
    if (!options.areas().isEmpty()) {
      chosen = chosen.withAreas(options.areas());
    }
    if (!options.maxDetections().isEmpty()) {
      chosen =
          chosen.withMaxDetections(
              options.maxDetections().stream().mapToInt(Integer::intValue).toArray());
    }
    return options.categoriesPooled() ? chosen.withCategoriesPooled() : chosen;
  }

  /** Evenly spaced numbers, rounded as numpy's linspace rounds them; the last one is exact. */
  private static double[] spaced(double first, double last, int count) {
    double step = (last - first) / (count - 1);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i * step;
    }
    values[count - 1] = last;
    return values;
  }

  /**
   * {@return these parameters with other IoU thresholds}
   *
   * @param thresholds 1 to 32, in the order that results shall have
   * @throws UserException when there are none or more
   */
  public CocoParameters withIouThresholds(double... thresholds) {
    if (thresholds.length == 0 || thresholds.length > MAX_THRESHOLDS) {
      throw new UserException(
          "IoU thresholds: " + thresholds.length + " given; give 1 to " + MAX_THRESHOLDS);
    }
    return new CocoParameters(
        task, thresholds.clone(), areas, maxDetections, categoriesPooled, imageIds, mode);
  }

  /**
   * {@return these parameters with other area ranges}
   *
   * @param ranges 1 to 31; headline numbers are of those named all, small, medium and large
   * @throws UserException when there are none or more
   */
  public CocoParameters withAreas(List<AreaRange> ranges) {
    if (ranges.isEmpty() || ranges.size() > MAX_AREAS) {
      throw new UserException("area ranges: " + ranges.size() + " given; give 1 to " + MAX_AREAS);
    }
    return new CocoParameters(
        task, iouThresholds, List.copyOf(ranges), maxDetections, categoriesPooled, imageIds, mode);
  }

  /**
   * {@return these parameters with other limits on the detections of an image and class, best
   * first}
   *
   * @param limits at least one, each 1 or more; put in ascending order
   * @throws UserException when there is none or one below 1
   */
  public CocoParameters withMaxDetections(int... limits) {
    int[] sorted = limits.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || sorted[0] < 1) {
      throw new UserException(
          "max detections: " + Arrays.toString(limits) + "; give at least one positive number");
    }
    return new CocoParameters(task, iouThresholds, areas, sorted, categoriesPooled, imageIds, mode);
  }

  /** {@return these parameters with all categories as one (pycocotools' useCats = 0)} */
  public CocoParameters withCategoriesPooled() {
    return new CocoParameters(task, iouThresholds, areas, maxDetections, true, imageIds, mode);
  }

  /**
   * {@return these parameters for some images only; objects and detections of others are left out}
   *
   * @param ids image ids in any order
   */
  public CocoParameters withImages(long... ids) {
    long[] sorted = LongStream.of(ids).distinct().sorted().toArray();
    return new CocoParameters(
        task, iouThresholds, areas, maxDetections, categoriesPooled, sorted, mode);
  }

  /**
   * {@return these parameters with another treatment of the reference's slips}
   *
   * @param wanted as {@link CocoMetric} says
   */
  public CocoParameters withMode(Metric.Mode wanted) {
    return new CocoParameters(
        task, iouThresholds, areas, maxDetections, categoriesPooled, imageIds, wanted);
  }

  /** What is compared. */
  CocoTask task() {
    return task;
  }

  /**
   * {@return an IoU threshold}
   *
   * @param t its place, below {@link #iouCount}
   */
  public double iouThreshold(int t) {
    return iouThresholds[t];
  }

  /** What an overlap has to reach at a threshold: the reference never asks for a whole 1. */
  double matchingIou(int t) {
    return Math.min(iouThresholds[t], 1 - 1e-10);
  }

  /** The least that any threshold asks for. */
  double lowestIou() {
    return Math.min(Arrays.stream(iouThresholds).min().orElseThrow(), 1 - 1e-10);
  }

  /** {@return number of IoU thresholds, the T of {@link CocoResult}} */
  public int iouCount() {
    return iouThresholds.length;
  }

  /** {@return the area ranges, the A of {@link CocoResult}} */
  public List<AreaRange> areas() {
    return areas;
  }

  int areaCount() {
    return areas.size();
  }

  /**
   * {@return a limit on the detections of an image and class}
   *
   * @param m its place, below {@link #maxDetectionsCount}, ascending by limit
   */
  public int maxDetections(int m) {
    return maxDetections[m];
  }

  /** {@return number of limits, the M of {@link CocoResult}} */
  public int maxDetectionsCount() {
    return maxDetections.length;
  }

  /** The largest limit: more detections of an image and class are not looked at. */
  int mostDetections() {
    return maxDetections[maxDetections.length - 1];
  }

  boolean categoriesPooled() {
    return categoriesPooled;
  }

  /** Whether all objects count, each in its class. */
  boolean wholeTruth() {
    return imageIds == null && !categoriesPooled;
  }

  boolean includesImage(long id) {
    return imageIds == null || Arrays.binarySearch(imageIds, id) >= 0;
  }

  Metric.Mode mode() {
    return mode;
  }

  /**
   * {@return place of an area range in {@link #areas}, or -1}
   *
   * @param name as given, e.g. "small"
   */
  public int areaIndex(String name) {
    for (int a = 0; a < areas.size(); a++) {
      if (areas.get(a).name().equals(name)) {
        return a;
      }
    }
    return -1;
  }
}
