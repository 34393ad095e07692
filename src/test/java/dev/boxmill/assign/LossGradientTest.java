package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every analytic gradient against central differences of the value. */
final class LossGradientTest {
  private static final double STEP = 1e-6;

  /** Central differences with this step carry about 1e-9 of rounding and 1e-12 of curvature. */
  private static final double TOLERANCE = 1e-5;

  private static final int TRIALS = 200;

  /** These hold something constant by definition; each has a test of its own below. */
  private static final Set<String> HOLDING = Set.of("CIOU", "yoloV1");

  @TestFactory
  Stream<DynamicTest> gradientsAreSlopes() {
    return Losses.all().entrySet().stream()
        .filter(entry -> !HOLDING.contains(entry.getKey()))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  private static void compare(String name, Losses.Loss loss) {
    Random random = new Random(11);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] x = input(name, random);
      double[] target = target(name, random);
      double[] gradient = new double[x.length];
      loss.of(x, target, gradient);
      check(name, x, gradient, at -> loss.of(at, target, null));
    }
  }

  @Test
  void ciouHoldsItsAspectWeight() {
    Random random = new Random(12);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] p = box(random);
      double[] t = box(random);
      double aspect = aspect(p, t);
      double weight = (BoxLoss.CIOU.of(p, t, null) - BoxLoss.DIOU.of(p, t, null)) / aspect;
      double[] gradient = new double[4];
      BoxLoss.CIOU.of(p, t, gradient);
      check("CIOU", p, gradient, x -> BoxLoss.DIOU.of(x, t, null) + weight * aspect(x, t));
    }
  }

  private static double aspect(double[] p, double[] t) {
    double angle =
        Math.atan((t[2] - t[0]) / (t[3] - t[1])) - Math.atan((p[2] - p[0]) / (p[3] - p[1]));
    return 4 / (Math.PI * Math.PI) * angle * angle;
  }

  /** Through the object term confidence alone is moved, not the box that makes the IoU. */
  @Test
  void yoloHoldsTheIouThatConfidenceShouldBe() {
    YoloV1Loss yolo = YoloV1Loss.of(3, 2, 4);
    Random random = new Random(13);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] x = input("yoloV1", random);
      double[] object = object(random);
      int[] label = {(int) object[0]};
      double[] box = Arrays.copyOfRange(object, 1, 5);
      double[] gradient = new double[x.length];
      yolo.of(x, box, label, gradient);
      for (int i = 0; i < x.length; i++) {
        boolean confidence = i % 14 == 4 || i % 14 == 9;
        checkOne(
            "yoloV1",
            x,
            i,
            gradient[i],
            at -> {
              YoloV1Loss.Terms terms = yolo.of(at, box, label, null);
              return confidence ? terms.total() : terms.total() - terms.object();
            });
      }
    }
  }

  private interface Value {
    double at(double[] x);
  }

  private static void check(String name, double[] x, double[] gradient, Value loss) {
    for (int i = 0; i < x.length; i++) {
      checkOne(name, x, i, gradient[i], loss);
    }
  }

  private static void checkOne(String name, double[] x, int i, double derivative, Value loss) {
    double[] up = x.clone();
    double[] down = x.clone();
    up[i] += STEP;
    down[i] -= STEP;
    double slope = (loss.at(up) - loss.at(down)) / (2 * STEP);
    double tolerance = TOLERANCE * Math.max(1, Math.abs(slope));
    assertEquals(slope, derivative, tolerance, () -> name + " of x" + i);
  }

  private static double[] input(String name, Random random) {
    return switch (name) {
      case "IOU", "UNIT_BOX", "GIOU", "DIOU", "CIOU" -> box(random);
      case "yoloV1" -> random.doubles(9 * 14, .05, .95).toArray();
      case "detr" -> {
        double[] x = random.doubles(5 * 4 + 5 * 4, .2, .8).toArray();
        for (int i = 0; i < 20; i++) {
          x[i] = 3 * random.nextGaussian();
        }
        yield x;
      }
      default -> random.doubles(6, -6, 6).toArray();
    };
  }

  private static double[] target(String name, Random random) {
    return switch (name) {
      case "IOU", "UNIT_BOX", "GIOU", "DIOU", "CIOU" -> box(random);
      case "focal" -> random.ints(6, 0, 2).asDoubleStream().toArray();
      case "penaltyReducedFocal", "varifocal" ->
          new double[] {0, .3, 1, .7, random.nextDouble(), 0};
      case "binaryCrossEntropy", "qualityFocal" -> random.doubles(6).toArray();
      case "crossEntropy" -> new double[] {random.nextInt(6)};
      case "distributionFocal" -> new double[] {5 * random.nextDouble()};
      case "yoloV1" -> object(random);
      case "detr" -> {
        double[] two = new double[10];
        System.arraycopy(object(random), 0, two, 0, 5);
        System.arraycopy(object(random), 0, two, 5, 5);
        yield two;
      }
      default -> random.doubles(6, -6, 6).toArray();
    };
  }

  /** Label, centre and size. */
  private static double[] object(Random random) {
    double[] row = random.doubles(5, .1, .9).toArray();
    row[0] = random.nextInt(3);
    return row;
  }

  private static double[] box(Random random) {
    double x = random.nextDouble() * 3;
    double y = random.nextDouble() * 3;
    return new double[] {x, y, x + .5 + random.nextDouble() * 4, y + .5 + random.nextDouble() * 4};
  }
}
