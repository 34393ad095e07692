package dev.boxmill.eval;

import dev.boxmill.data.Category;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Panoptic quality (Kirillov et al., arXiv 1801.00868), equal to panopticapi's. It works on pixels,
 * an image at a time, so it stands beside the {@link Metric}s, which work on detections; work is
 * spread in the same way: fragments by class, which meet in {@link #reduce}.
 *
 * <p>Not safe for several threads: one object a thread, over other images of the same set.
 */
public final class PanopticQuality {
  /** Its name on the command line and in metrics.json. */
  public static final String ID = "panoptic";

  private final List<Category> categories;
  private final Metric.Mode mode;
  private final Map<Integer, PanopticClass> open = new TreeMap<>();
  private final Map<Integer, PanopticClass.Totals> totals = new TreeMap<>();

  /**
   * Begins with no images.
   *
   * @param categories ascending by id
   * @param mode how to treat the reference's slips
   */
  public PanopticQuality(List<Category> categories, Metric.Mode mode) {
    this.categories = List.copyOf(categories);
    this.mode = mode;
  }

  /**
   * {@return the prediction of every image of the ground truth, in its order}
   *
   * @param truth the annotated images
   * @param predictions those of other images are left out
   * @throws UserException when an image has none, or a segment's class is unknown
   */
  public static PanopticImage[] pair(PanopticSet truth, PanopticSet predictions) {
    return PanopticMatcher.pair(truth, predictions);
  }

  /**
   * Counts an image.
   *
   * @param index its place in the ground truth
   * @param truth the annotated segments
   * @param truthPixels segment ids, row by row
   * @param prediction the predicted segments of the same image
   * @param predictedPixels the same of the prediction
   * @throws UserException when the prediction's PNG and segments do not belong together
   */
  public void add(
      int index,
      PanopticImage truth,
      int[] truthPixels,
      PanopticImage prediction,
      int[] predictedPixels) {
    new PanopticMatcher(truth, truthPixels, prediction, predictedPixels)
        .match(
            mode,
            new PanopticMatcher.Sink() {
              @Override
              public void truePositive(int categoryId, int truthSegmentId, double iou) {
                of(categoryId).truePositive(index, truthSegmentId, iou);
              }

              @Override
              public void falsePositive(int categoryId) {
                of(categoryId).falsePositive();
              }

              @Override
              public void falseNegative(int categoryId) {
                of(categoryId).falseNegative();
              }
            });
  }

  private PanopticClass of(int categoryId) {
    return open.computeIfAbsent(categoryId, id -> new PanopticClass());
  }

  /** {@return what was counted since the last call, a fragment a class id} */
  public Map<Integer, byte[]> close() {
    Map<Integer, byte[]> fragments = new TreeMap<>();
    open.forEach((id, counts) -> fragments.put(id, counts.bytes()));
    open.clear();
    return fragments;
  }

  /**
   * Makes one small piece of all fragments of a class, whatever their order.
   *
   * @param fragments of one class, from all objects
   * @return bytes for {@link #mergeReduced}
   */
  public static byte[] reduce(List<byte[]> fragments) {
    return PanopticClass.sum(fragments).bytes();
  }

  /**
   * Adds what {@link #reduce} gave for a class.
   *
   * @param categoryId the fragments' key, each once
   * @param reduced their sum
   */
  public void mergeReduced(int categoryId, byte[] reduced) {
    totals.put(categoryId, PanopticClass.Totals.of(reduced));
  }

  /**
   * {@return the quality over what {@link #mergeReduced} added; images not closed and reduced do
   * not count}
   */
  public MetricResult result() {
    List<PanopticResult.Row> rows = new ArrayList<>();
    for (Category category : categories) {
      rows.add(
          new PanopticResult.Row(
              category, totals.getOrDefault(category.id(), new PanopticClass.Totals(0, 0, 0, 0))));
    }
    return new PanopticResult(rows);
  }
}
