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
   * and 1.75; the worst box is 1 x 1 in the cell of 1.25 x 1.25, with an IoU of 1/1.5625 = 0.64.
   */
  @Test
  void errorIsThatOfTheLowestCornerOfACell() {
    SizeGrid grid = new SizeGrid(22);
    long centre = grid.centre(grid.cell(Morton.key(1, 3.5f)));
    assertEquals(1.25f, Morton.w(centre));
    assertEquals(3.5f, Morton.h(centre));
    assertEquals(0.36, grid.error(), 1e-15);
    assertEquals(0, SizeGrid.EXACT.error(), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 15, 19, 22})
  void noBoxIsFartherFromItsCellThanTheError(int dropped) {
    SizeGrid grid = new SizeGrid(dropped);
    Random random = new Random(dropped);
    double farthest = 0;
    for (int n = 0; n < 200_000; n++) {
      // Half of the boxes just above a power of two, where cells are widest.
      float w = n % 2 == 0 ? 1 + Math.scalb(random.nextFloat(), dropped - 24) : side(random);
      float h = n % 2 == 0 ? w : side(random);
      long centre = grid.centre(grid.cell(Morton.key(w, h)));
      farthest = Math.max(farthest, 1 - CentredIou.of(w, h, Morton.w(centre), Morton.h(centre)));
    }
    double rounding = 1e-15;
    assertTrue(farthest <= grid.error() + rounding, farthest + " above " + grid.error());
    assertTrue(farthest > 0.9 * grid.error(), "the bound is not tight: " + farthest);
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
    BoxSizes whole = histogram(boxes, limit).result();
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
    assertTrue(SizeGridTest.finerHasTooManyCells(boxes, whole, limit), "a finer grid would do");
  }

  private static boolean finerHasTooManyCells(double[][] boxes, BoxSizes whole, int limit) {
    int dropped =
        IntStream.range(0, 23)
            .filter(d -> new SizeGrid(d).error() == whole.error())
            .findFirst()
            .orElseThrow();
    SizeGrid finer = new SizeGrid(dropped - 1);
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
