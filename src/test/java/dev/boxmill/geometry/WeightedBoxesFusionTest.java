package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.geometry.WeightedBoxesFusion.Fused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Fusion worked by hand, and as the authors' program does it (tools/make_fusion_golden.py). */
final class WeightedBoxesFusionTest {
  private static final double EXACT = 1e-12;
  private static final WeightedBoxesFusion TWO = WeightedBoxesFusion.of(2, .55);

  /** ensemble_boxes keeps its means in single precision. */
  private static final double SINGLE = 2e-7;

  @Test
  void theAuthorsProgramAgrees() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/golden/fusion/three_models.json").toFile());
    List<Integer> classes = new ArrayList<>();
    List<Integer> models = new ArrayList<>();
    for (int model = 0; model < golden.get("labels").size(); model++) {
      for (JsonNode label : golden.get("labels").get(model)) {
        classes.add(label.intValue());
        models.add(model);
      }
    }
    Fused fused =
        new WeightedBoxesFusion(
                golden.get("iou").doubleValue(),
                golden.get("skip").doubleValue(),
                flat(golden.get("weights")))
            .fuse(
                flat(golden.get("boxes")),
                flat(golden.get("scores")),
                classes.stream().mapToInt(Integer::intValue).toArray(),
                models.stream().mapToInt(Integer::intValue).toArray());
    assertArrayEquals(flat(golden.get("fusedScores")), fused.scores(), SINGLE);
    assertArrayEquals(flat(golden.get("fusedBoxes")), fused.boxes(), SINGLE);
    assertArrayEquals(
        flat(golden.get("fusedLabels")), Arrays.stream(fused.classes()).asDoubleStream().toArray());
  }

  /** All numbers of nested arrays, in order. */
  private static double[] flat(JsonNode node) {
    return node.isNumber()
        ? new double[] {node.doubleValue()}
        : StreamSupport.stream(node.spliterator(), false)
            .flatMapToDouble(child -> Arrays.stream(flat(child)))
            .toArray();
  }

  @Test
  void theMeanIsWeightedByScore() {
    // IoU 80/100. Right edge (.6 · 10 + .2 · 8) / .8 = 9.5; score (.6 + .2) / 2.
    Fused fused =
        TWO.fuse(
            new double[] {0, 0, 8, 10, 0, 0, 10, 10},
            new double[] {.2, .6},
            new int[] {3, 3},
            new int[] {0, 1});
    assertArrayEquals(new double[] {0, 0, 9.5, 10}, fused.boxes(), EXACT);
    assertArrayEquals(new double[] {.4}, fused.scores(), EXACT);
    assertArrayEquals(new int[] {3}, fused.classes());
  }

  @Test
  void whatOneModelAloneSeesCountsHalf() {
    // The box of class 2 and the one far off stay alone: .9 · 1/2 and .5 · 1/2. The pair keeps .6.
    Fused fused =
        TWO.fuse(
            new double[] {0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 20, 0, 29, 9},
            new double[] {.6, .6, .9, .5},
            new int[] {1, 1, 2, 1},
            new int[] {0, 1, 0, 1});
    assertArrayEquals(new double[] {.6, .45, .25}, fused.scores(), EXACT);
    assertArrayEquals(new int[] {1, 2, 1}, fused.classes());
    assertEquals(20, fused.boxes()[8], EXACT);
  }

  @Test
  void moreBoxesThanModelsGainNothing() {
    // Three boxes of two models: mean .5, times min(3, 2) / 2.
    Fused fused =
        TWO.fuse(
            new double[] {0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9},
            new double[] {.3, .5, .7},
            new int[3],
            new int[] {0, 1, 1});
    assertArrayEquals(new double[] {.5}, fused.scores(), EXACT);
  }

  @Test
  void weightsOfModelsWeighBoxesAndScores() {
    // Weighted scores 1.2 and .4: right edge (1.2 · 10 + .4 · 8) / 1.6; score .8 · 2 / 4.
    Fused fused =
        new WeightedBoxesFusion(.55, 0, new double[] {3, 1})
            .fuse(
                new double[] {0, 0, 8, 10, 0, 0, 10, 10},
                new double[] {.4, .4},
                new int[2],
                new int[] {1, 0});
    assertArrayEquals(new double[] {0, 0, 9.5, 10}, fused.boxes(), EXACT);
    assertArrayEquals(new double[] {.4}, fused.scores(), EXACT);
  }

  @Test
  void boxesAreComparedWithTheMeanOfTheMoment() {
    // The second moves the mean's right edge from 10 to (10 + 14) / 2 = 12 (IoU 10/14), so that the
    // third, 10/18 from the first alone, is 12/18 from the mean and joins: 42/3 = 14.
    WeightedBoxesFusion three = WeightedBoxesFusion.of(3, .6);
    double[] boxes = {0, 0, 10, 1, 0, 0, 14, 1, 0, 0, 18, 1};
    double[] scores = {.5, .5, .5};
    Fused fused = three.fuse(boxes, scores, new int[3], new int[] {0, 1, 2});
    assertArrayEquals(new double[] {0, 0, 14, 1}, fused.boxes(), EXACT);
    // In another order the longest founds a cluster of its own: 10/18 is not above .6.
    double[] turned = {0, 0, 18, 1, 0, 0, 10, 1, 0, 0, 14, 1};
    fused = three.fuse(turned, scores, new int[3], new int[] {0, 1, 2});
    // The last overlaps the founders by 14/18 and 10/14, and goes to the better one.
    assertArrayEquals(new double[] {0, 0, 16, 1, 0, 0, 10, 1}, fused.boxes(), EXACT);
  }

  @Test
  void theThresholdItselfDoesNotFuse() {
    // IoU exactly 1/2.
    double[] boxes = {0, 0, 10, 1, 0, 0, 5, 1};
    int[] models = {0, 1};
    double[] scores = {.9, .8};
    assertEquals(2, WeightedBoxesFusion.of(2, .5).fuse(boxes, scores, new int[2], models).size());
    assertEquals(1, WeightedBoxesFusion.of(2, .49).fuse(boxes, scores, new int[2], models).size());
  }

  @Test
  void weakAndEmptyBoxesTakeNoPart() {
    WeightedBoxesFusion skipping = new WeightedBoxesFusion(.5, .3, new double[] {1});
    Fused fused =
        skipping.fuse(
            new double[] {0, 0, 9, 9, 0, 0, 9, 9, 2, 2, 2, 5, 7, 7, 5, 9},
            new double[] {.3, .29, .9, .9},
            new int[4],
            new int[4]);
    assertArrayEquals(new double[] {.3}, fused.scores(), EXACT);
    assertEquals(0, TWO.fuse(new double[0], new double[0], new int[0], new int[0]).size());
  }

  @Test
  void scoresOfZeroKeepTheFirstBox() {
    Fused fused =
        TWO.fuse(
            new double[] {0, 0, 8, 10, 0, 0, 10, 10}, new double[2], new int[2], new int[] {0, 1});
    assertArrayEquals(new double[] {0, 0, 8, 10}, fused.boxes(), EXACT);
    assertArrayEquals(new double[1], fused.scores(), EXACT);
  }

  @Test
  void whatCannotWeighIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> WeightedBoxesFusion.of(0, .5));
    assertThrows(IllegalArgumentException.class, () -> WeightedBoxesFusion.of(1, 1.5));
    double[] zero = {1, 0};
    assertThrows(IllegalArgumentException.class, () -> new WeightedBoxesFusion(.5, 0, zero));
    assertThrows(
        IllegalArgumentException.class,
        () -> TWO.fuse(new double[4], new double[] {Double.NaN}, new int[1], new int[1]));
  }
}
