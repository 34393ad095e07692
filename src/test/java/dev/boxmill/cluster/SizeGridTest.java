package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeGridTest {

  /**
   * One bit of the mantissa left (d = 22): cells [1, 1.5) and [1.5, 2) of each octave, centres 1.25
   * and 1.75. The worst box of the cell of 1.25 x 3.5 is 1 x 3: 1 - 1/1.25 x 3/3.5 = 11/35.
   */
  @Test
  void errorIsThatOfTheLowestCornerOfACell() {
    SizeGrid grid = new SizeGrid(22);
    long cell = grid.cell(Morton.key(1.2f, 3.5f));
    assertEquals(1.25f, Morton.w(grid.centre(cell)));
    assertEquals(3.5f, Morton.h(grid.centre(cell)));
    assertEquals(11 / 35.0, grid.error(cell), 1e-15);
    assertEquals(0, SizeGrid.EXACT.error(Morton.key(1.2f, 3.5f)), 0);
  }

  /** Boxes anywhere, and at the four corners of their cells. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 15, 19, 22})
  void noBoxIsFartherFromItsCellThanTheError(int dropped) {
    SizeGrid grid = new SizeGrid(dropped);
    Random random = new Random(dropped);
    int low = (1 << dropped) - 1;
    double rounding = 1e-15;
    double closest = 1;
    for (int n = 0; n < 100_000; n++) {
      int w = Float.floatToIntBits(side(random));
      int h = Float.floatToIntBits(side(random));
      for (int[] box :
          new int[][] {{w, h}, {w & ~low, h & ~low}, {w | low, h & ~low}, {w | low, h | low}}) {
        float bw = Float.intBitsToFloat(box[0]);
        float bh = Float.intBitsToFloat(box[1]);
        long cell = grid.cell(Morton.key(bw, bh));
        long centre = grid.centre(cell);
        double far = 1 - CentredIou.of(bw, bh, Morton.w(centre), Morton.h(centre));
        double slack = grid.error(cell) - far;
        assertTrue(slack >= -rounding, () -> bw + " x " + bh + " is " + far + " from its cell");
        closest = Math.min(closest, slack);
      }
    }
    assertEquals(0, closest, rounding, "the bound is reached at the lowest corner");
  }

  private static float side(Random random) {
    return (float) Math.exp(5 * random.nextGaussian());
  }

  /** With any anchors; and the best for the cells are within twice the error of the best. */
  @ParameterizedTest
  @ValueSource(ints = {2_000, 5_000, 10_000})
  void averageIouIsWithinTheStatedError(int limit) {
    double[][] boxes = Boxes.random(30_000, limit, 0.001);
    BoxSizes exact = Boxes.sizes(boxes);
    BoxSizes cells = histogram(boxes, limit).result();
    assertTrue(
        cells.distinct() <= limit && cells.distinct() > limit / 10, cells.distinct() + " cells");
    assertTrue(cells.error() > 0 && cells.error() < 0.3, "error " + cells.error());
    assertEquals(exact.boxes(), cells.boxes());
    KMeansOptions options = new KMeansOptions(9, Centre.IOU, 7, 4, 1_000);
    Clustering onCells = AnchorKMeans.fit(cells, options);
    Clustering onBoxes = AnchorKMeans.fit(exact, options);
    assertEquals(onCells.averageIou(), averageIou(exact, onCells), cells.error());
    assertEquals(onBoxes.averageIou(), averageIou(cells, onBoxes), cells.error());
    assertTrue(averageIou(exact, onCells) >= onBoxes.averageIou() - 2 * cells.error());
  }

  private static double averageIou(BoxSizes sizes, Clustering anchors) {
    double sum = 0;
    for (int i = 0; i < sizes.distinct(); i++) {
      double best = 0;
      for (Anchor a : anchors.anchors()) {
        best = Math.max(best, CentredIou.of(sizes.w(i), sizes.h(i), a.w(), a.h()));
      }
      sum += sizes.count(i) * best;
    }
    return sum / sizes.boxes();
  }

  /** The grid, too, is that of the whole, although parts would do with a finer one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void mergedEqualsWholeBeyondTheLimit(int parts) throws IOException {
    double[][] boxes = Boxes.random(30_000, 5, 0.01);
    int limit = 700;
    SizeHistogram all = histogram(boxes, limit);
    BoxSizes whole = all.result();
    Random random = new Random(parts);
    SizeHistogram[] states =
        IntStream.range(0, parts)
            .mapToObj(p -> new SizeHistogram(limit))
            .toArray(SizeHistogram[]::new);
    for (double[] box : boxes) {
      // Most boxes to the first part: the others are below the limit, and exact.
      int part = random.nextInt(100) < 98 ? 0 : random.nextInt(parts);
      states[part].add(box[0], box[1]);
    }
    SizeHistogram merged = new SizeHistogram(limit);
    for (int p = parts - 1; p >= 0; p--) {
      merged.merge(copied(states[p]));
    }
    SizeHistogramTest.assertSame(whole, merged.result());
    assertEquals(whole.error(), merged.result().error());
    assertEquals(boxes.length, merged.boxes());
    assertTrue(
        SizeGridTest.finerHasTooManyCells(boxes, all.grid(), limit), "a finer grid would do");
  }

  private static boolean finerHasTooManyCells(double[][] boxes, SizeGrid grid, int limit) {
    SizeGrid finer = new SizeGrid(grid.dropped() - 1);
    long cells =
        Arrays.stream(boxes)
            .mapToLong(b -> finer.cell(Morton.key((float) b[0], (float) b[1])))
            .distinct()
            .count();
    return cells > limit;
  }

  private static SizeHistogram copied(SizeHistogram histogram) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    histogram.write(new DataOutputStream(bytes));
    return SizeHistogram.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static SizeHistogram histogram(double[][] boxes, int limit) {
    SizeHistogram histogram = new SizeHistogram(limit);
    for (double[] box : boxes) {
      histogram.add(box[0], box[1]);
    }
    return histogram;
  }
}
