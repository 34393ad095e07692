package dev.boxmill.assign;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every loss in one form, for the tests that ask the same of all. */
final class Losses {
  /** Value and gradient with respect to x; what x and target hold is the loss's affair. */
  interface Loss {
    double of(double[] x, double[] target, double[] gradient);
  }

  static final int YOLO_GRID = 3;
  static final int YOLO_BOXES = 2;
  static final int YOLO_CLASSES = 4;
  static final int DETR_QUERIES = 5;
  static final int DETR_LOGITS = 4;

  private Losses() {}

  /** All by name; the names are those of the goldens. */
  static Map<String, Loss> all() {
    Map<String, Loss> losses = new LinkedHashMap<>();
    for (BoxLoss loss : BoxLoss.values()) {
      losses.put(loss.name(), loss::of);
    }
    losses.put("binaryCrossEntropy", each(SigmoidLoss.crossEntropy()));
    losses.put("focal", each(SigmoidLoss.focal(.25, 2)));
    losses.put("penaltyReducedFocal", each(SigmoidLoss.penaltyReducedFocal(2, 4)));
    losses.put("varifocal", each(SigmoidLoss.varifocal(.75, 2)));
    losses.put("qualityFocal", each(SigmoidLoss.qualityFocal(2)));
    losses.put("smoothL1", (x, t, g) -> VectorLoss.smoothL1(x, t, .5, g));
    losses.put("l1", VectorLoss::l1);
    losses.put("l2", VectorLoss::l2);
    losses.put("crossEntropy", (x, t, g) -> VectorLoss.crossEntropy(x, (int) t[0], 1, g));
    losses.put("distributionFocal", (x, t, g) -> VectorLoss.distributionFocal(x, t[0], g));
    YoloV1Loss yolo = YoloV1Loss.of(YOLO_GRID, YOLO_BOXES, YOLO_CLASSES);
    losses.put("yoloV1", (x, t, g) -> yolo.of(x, coordinates(t), labels(t), g).total());
    losses.put("detr", Losses::detr);
    return losses;
  }

  private static Loss each(SigmoidLoss loss) {
    return (x, target, gradient) -> {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += loss.value(x[i], target[i]);
        if (gradient != null) {
          gradient[i] = loss.derivative(x[i], target[i]);
        }
      }
      return sum;
    };
  }

  /** x holds the logits, then the boxes. */
  private static double detr(double[] x, double[] target, double[] gradient) {
    int split = DETR_QUERIES * DETR_LOGITS;
    double[] logits = Arrays.copyOf(x, split);
    double[] boxes = Arrays.copyOfRange(x, split, x.length);
    double[] logitGradient = gradient == null ? null : new double[split];
    double[] boxGradient = gradient == null ? null : new double[boxes.length];
    double value =
        SetPredictionLoss.paper()
            .of(logits, boxes, labels(target), coordinates(target), logitGradient, boxGradient)
            .total();
    if (gradient != null) {
      System.arraycopy(logitGradient, 0, gradient, 0, split);
      System.arraycopy(boxGradient, 0, gradient, split, boxes.length);
    }
    return value;
  }

  /** Targets of objects are rows of label and four coordinates. */
  private static int[] labels(double[] rows) {
    int[] labels = new int[rows.length / 5];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) rows[5 * i];
    }
    return labels;
  }

  private static double[] coordinates(double[] rows) {
    double[] coordinates = new double[rows.length / 5 * 4];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = rows[i / 4 * 5 + 1 + i % 4];
    }
    return coordinates;
  }
}
