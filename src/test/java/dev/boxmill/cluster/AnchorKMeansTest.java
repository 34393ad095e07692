package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorKMeansTest {
  /** Sums in another order differ in their last bits. */
  private static final double SUMS = 1e-9;

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "5,3", "9,4", "15,5"})
  void equalsBruteForce(int k, long seed) {
    double[][] distinct = asFloats(Boxes.random(4_000, seed, 0.01));
    double[][] repeated = asFloats(Boxes.random(4_000, seed, 4));
    for (Distance distance : Distance.values()) {
      for (Centre centre : List.of(Centre.MEDIAN, Centre.MEAN)) {
        assertEqualsBruteForce(distinct, distance, centre, k, seed);
        assertEqualsBruteForce(repeated, distance, centre, k, seed);
      }
    }
  }

  static void assertEqualsBruteForce(
      double[][] boxes, Distance distance, Centre centre, int k, long seed) {
    BoxSizes sizes = Boxes.sizes(boxes);
    KMeansOptions options = new KMeansOptions(k, distance, centre, seed, 1, 10_000);
    int[] start = PlusPlus.choose(sizes, distance, k, new Random(Seeds.mix(seed, 0)));
    double[][] anchors =
        Arrays.stream(start)
            .mapToObj(i -> new double[] {sizes.w(i), sizes.h(i)})
            .toArray(double[][]::new);
    BruteForce expected = new BruteForce(boxes, anchors, distance, centre);
    Clustering found = AnchorKMeans.fit(sizes, options);
    assertTrue(found.converged());
    assertEquals(expected.rounds, found.iterations());
    assertEquals(expected.averageIou, found.averageIou(), SUMS);
    for (int j = 0; j < k; j++) {
      assertEquals(expected.anchors[j][0], found.anchors().get(j).w(), SUMS * 1_000);
      assertEquals(expected.anchors[j][1], found.anchors().get(j).h(), SUMS * 1_000);
    }
  }

  @Test
  void findsSeparatedGroups() {
    double[][] boxes = new double[900][];
    double[][] groups = {{10, 10}, {40, 90}, {300, 200}};
    Random random = new Random(1);
    for (int i = 0; i < boxes.length; i++) {
      double[] g = groups[i % 3];
      boxes[i] = new double[] {g[0] + random.nextInt(3) - 1, g[1] + random.nextInt(3) - 1};
    }
    Clustering found =
        AnchorKMeans.fit(Boxes.sizes(boxes), new KMeansOptions(3, Centre.MEDIAN, 7, 4, 100));
    for (int j = 0; j < 3; j++) {
      assertEquals(groups[j][0], found.anchors().get(j).w(), 0.3);
      assertEquals(groups[j][1], found.anchors().get(j).h(), 0.3);
      assertEquals(1 / 3.0, found.anchors().get(j).share(), 1e-12);
      assertArrayEquals(groups[j], found.sizes()[j], 0.3);
    }
  }

  @Test
  void asManyAnchorsAsSizesFitExactly() {
    BoxSizes sizes = Boxes.sizes(new double[][] {{1, 1}, {1, 2}, {5, 5}, {5, 5}, {9, 2}});
    Clustering found = AnchorKMeans.fit(sizes, new KMeansOptions(4, Centre.MEDIAN, 7, 1, 100));
    assertEquals(1, found.averageIou(), 0);
    assertEquals(0.4, found.anchors().get(3).share(), 0);
  }

  @Test
  void refusesMoreAnchorsThanSizesAndNoBoxes() {
    BoxSizes two = Boxes.sizes(new double[][] {{1, 1}, {1, 2}, {1, 2}});
    assertEquals(
        "--k 3: the boxes have only 2 different sizes; ask for fewer",
        assertThrows(
                UserException.class,
                () -> AnchorKMeans.fit(two, new KMeansOptions(3, Centre.MEDIAN, 7, 1, 100)))
            .getMessage());
    assertThrows(
        UserException.class,
        () -> AnchorKMeans.fit(Boxes.sizes(), new KMeansOptions(1, Centre.MEDIAN, 7, 1, 100)));
  }

  @Test
  void dependsOnTheSeedAlone() {
    double[][] boxes = Boxes.random(10_000, 8, 0.5);
    KMeansOptions options = new KMeansOptions(9, Centre.MEDIAN, 7, 4, 300);
    Clustering once = AnchorKMeans.fit(Boxes.sizes(boxes), options);
    double[][] reversed = new double[boxes.length][];
    IntStream.range(0, boxes.length).forEach(i -> reversed[i] = boxes[boxes.length - 1 - i]);
    assertEquals(once, AnchorKMeans.fit(Boxes.sizes(reversed), options));
    assertNotEquals(
        once, AnchorKMeans.fit(Boxes.sizes(boxes), new KMeansOptions(9, Centre.MEDIAN, 8, 4, 300)));
  }

  @Test
  void keepsTheBestRestart() {
    BoxSizes sizes = Boxes.sizes(Boxes.random(5_000, 4, 1));
    KMeansOptions options = new KMeansOptions(6, Centre.MEDIAN, 7, 5, 300);
    double best =
        IntStream.range(0, 5)
            .mapToDouble(s -> AnchorKMeans.fitOnce(sizes, options, s).averageIou())
            .max()
            .orElseThrow();
    assertEquals(best, AnchorKMeans.fit(sizes, options).averageIou(), 0);
  }

  @Test
  void theBoundOnRoundsIsKeptAndSaid() {
    BoxSizes sizes = Boxes.sizes(Boxes.random(5_000, 4, 1));
    Clustering cut = AnchorKMeans.fit(sizes, new KMeansOptions(9, Centre.MEDIAN, 7, 1, 3));
    assertEquals(3, cut.iterations());
    assertEquals(false, cut.converged());
    double shares = cut.anchors().stream().mapToDouble(Anchor::share).sum();
    assertEquals(1, shares, 1e-12);
  }

  /** What the histogram keeps of the boxes. */
  private static double[][] asFloats(double[][] boxes) {
    return Arrays.stream(boxes)
        .map(b -> new double[] {(float) b[0], (float) b[1]})
        .toArray(double[][]::new);
  }
}
