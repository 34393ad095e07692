package dev.boxmill.eval;

import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import dev.boxmill.error.UserException;
import java.util.Arrays;

/**
 * Matches the segments of one image: same class, IoU over .5, which makes a match unique (Kirillov
 * et al., Panoptic Segmentation, arXiv 1801.00868, as panopticapi counts it).
 */
final class PanopticMatcher {
  private final PanopticImage truth;
  private final PanopticImage prediction;
  private final PixelOverlaps overlaps;
  private final long[] truthAreas;
  private final long[] predictedAreas;
  private final boolean[] truthMatched;
  private final boolean[] predictionMatched;

  PanopticMatcher(
      PanopticImage truth, int[] truthPixels, PanopticImage prediction, int[] predictedPixels) {
    this.truth = truth;
    this.prediction = prediction;
    overlaps = PixelOverlaps.count(truth, truthPixels, prediction, predictedPixels);
    truthAreas = overlaps.truthAreas(truth.size());
    for (int t = 1; t <= truth.size(); t++) {
      if (truth.areas()[t - 1] >= 0) {
        truthAreas[t] = truth.areas()[t - 1];
      }
    }
    predictedAreas = overlaps.predictedAreas(prediction.size());
    truthMatched = new boolean[truth.size() + 1];
    predictionMatched = new boolean[prediction.size() + 1];
    if (overlaps.stray() != 0) {
      throw wrong("the PNG has segment " + overlaps.stray() + ", which segments_info lacks");
    }
    for (int p = 1; p <= prediction.size(); p++) {
      if (predictedAreas[p] == 0) {
        throw wrong("segment " + prediction.ids()[p - 1] + " has no pixel in the PNG");
      }
    }
  }

  private UserException wrong(String what) {
    return new UserException(
        "predictions, image id %d (%s): %s; write JSON and PNG from the same segments"
            .formatted(prediction.imageId(), prediction.fileName(), what));
  }

  /** Receives what a match, a false positive and a false negative count for. */
  interface Sink {
    void truePositive(int categoryId, int truthSegmentId, double iou);

    void falsePositive(int categoryId);

    void falseNegative(int categoryId);
  }

  /**
   * @param mode strict: of several crowd segments of a class only the last one excuses predictions,
   *     as in the reference; otherwise all do
   */
  void match(Metric.Mode mode, Sink sink) {
    for (long pair : overlaps.pairs()) {
      int t = (int) (pair >> 32);
      int p = (int) pair;
      if (truth.crowd()[t - 1] || truth.categoryIds()[t - 1] != prediction.categoryIds()[p - 1]) {
        continue;
      }
      long common = overlaps.shared(t, p);
      long union =
          predictedAreas[p] + truthAreas[t] - common - overlaps.shared(PixelOverlaps.VOID, p);
      double iou = (double) common / union;
      if (iou > .5) {
        truthMatched[t] = true;
        predictionMatched[p] = true;
        sink.truePositive(truth.categoryIds()[t - 1], truth.ids()[t - 1], iou);
      }
    }
    for (int t = 1; t <= truth.size(); t++) {
      if (!truthMatched[t] && !truth.crowd()[t - 1]) {
        sink.falseNegative(truth.categoryIds()[t - 1]);
      }
    }
    for (int p = 1; p <= prediction.size(); p++) {
      if (!predictionMatched[p] && !excused(p, mode)) {
        sink.falsePositive(prediction.categoryIds()[p - 1]);
      }
    }
  }

  /** Whether most of a predicted segment lies where nobody said what is there. */
  private boolean excused(int p, Metric.Mode mode) {
    long unclear = overlaps.shared(PixelOverlaps.VOID, p);
    int category = prediction.categoryIds()[p - 1];
    for (int t = truth.size(); t >= 1; t--) {
      if (truth.crowd()[t - 1] && truth.categoryIds()[t - 1] == category) {
        unclear += overlaps.shared(t, p);
        if (mode == Metric.Mode.STRICT) {
          break;
        }
      }
    }
    return (double) unclear / predictedAreas[p] > .5;
  }

  /**
   * The prediction of every image of the truth, in its order.
   *
   * @throws UserException when an image has none, or a segment's class is unknown
   */
  static PanopticImage[] pair(PanopticSet truth, PanopticSet predictions) {
    int[] known = truth.categories().stream().mapToInt(c -> c.id()).toArray();
    classes("ground truth", truth, known);
    classes("predictions", predictions, known);
    java.util.Map<Long, PanopticImage> byId = new java.util.HashMap<>();
    predictions.images().forEach(image -> byId.put(image.imageId(), image));
    return truth.images().stream()
        .map(
            image -> {
              PanopticImage found = byId.get(image.imageId());
              if (found == null) {
                throw new UserException(
                    "predictions: image id "
                        + image.imageId()
                        + " is missing; give every image of the ground truth, if without segments");
              }
              return found;
            })
        .toArray(PanopticImage[]::new);
  }

  private static void classes(String which, PanopticSet set, int[] known) {
    for (PanopticImage image : set.images()) {
      for (int id : image.categoryIds()) {
        if (Arrays.binarySearch(known, id) < 0) {
          throw new UserException(
              "%s, image id %d: class %d is not among the ground truth's categories"
                  .formatted(which, image.imageId(), id));
        }
      }
    }
  }
}
