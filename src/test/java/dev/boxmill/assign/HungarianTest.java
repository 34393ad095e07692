package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HungarianTest {

  @Test
  void handWorkedCase() {
    double[] cost = {4, 1, 3, 2, 0, 5, 3, 2, 2};
    assertArrayEquals(new int[] {1, 0, 2}, Hungarian.solve(cost, 3, 3));
  }

  @Test
  void moreRowsThanColumnsLeavesTheDearestOut() {
    double[] cost = {5, 9, 1};
    assertArrayEquals(new int[] {-1, -1, 0}, Hungarian.solve(cost, 3, 1));
  }

  @Test
  void emptySidesAssignNothing() {
    assertArrayEquals(new int[] {}, Hungarian.solve(new double[0], 0, 4));
    assertArrayEquals(new int[] {-1, -1}, Hungarian.solve(new double[0], 2, 0));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThrows(
        IllegalArgumentException.class, () -> Hungarian.solve(new double[] {Double.NaN}, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Hungarian.solve(new double[2], 1, 1));
  }

  @Test
  void equalsBruteForceOnSmallMatrices() {
    Random random = new Random(5);
    for (int trial = 0; trial < 2000; trial++) {
      int rows = 1 + random.nextInt(6);
      int columns = 1 + random.nextInt(6);
      double[] cost = new double[rows * columns];
      // Few distinct values, some negative: ties are the hard cases.
      Arrays.setAll(cost, i -> trialValue(random));
      int[] found = Hungarian.solve(cost, rows, columns);
      long assigned = Arrays.stream(found).filter(c -> c >= 0).count();
      assertEquals(Math.min(rows, columns), assigned);
      assertEquals(assigned, Arrays.stream(found).filter(c -> c >= 0).distinct().count());
      assertEquals(
          bruteForce(cost, rows, columns, 0, new boolean[columns], rows - columns),
          Hungarian.total(cost, columns, found),
          1e-9);
    }
  }

  /** The costs of HungarianBench; the total is what tools/peer_hungarian.py prints for scipy. */
  @Test
  void equalsScipyOnALargeMatrixEitherWayRound() {
    double[] tall = new double[300 * 100];
    double[] wide = new double[300 * 100];
    for (int i = 0; i < tall.length; i++) {
      long z = (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      tall[i] = ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
      wide[i % 100 * 300 + i / 100] = tall[i];
    }
    double scipy = 0.3589517798351488;
    assertEquals(scipy, Hungarian.total(tall, 100, Hungarian.solve(tall, 300, 100)), 1e-12);
    assertEquals(scipy, Hungarian.total(wide, 300, Hungarian.solve(wide, 100, 300)), 1e-12);
  }

  private static double trialValue(Random random) {
    return random.nextBoolean() ? random.nextInt(4) - 1 : random.nextDouble();
  }

  private static double bruteForce(
      double[] cost, int rows, int columns, int row, boolean[] used, int spare) {
    if (row == rows) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    if (spare > 0) {
      best = bruteForce(cost, rows, columns, row + 1, used, spare - 1);
    }
    for (int c = 0; c < columns; c++) {
      if (!used[c]) {
        used[c] = true;
        best =
            Math.min(
                best,
                cost[row * columns + c] + bruteForce(cost, rows, columns, row + 1, used, spare));
        used[c] = false;
      }
    }
    return best;
  }
}
