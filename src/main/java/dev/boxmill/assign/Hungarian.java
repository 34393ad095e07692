package dev.boxmill.assign;

import java.util.Arrays;

/**
 * Minimum-cost assignment of rows to columns, exact, O(min² · max) by shortest augmenting paths
 * with potentials (Kuhn 1955 in the form of Jonker and Volgenant 1987). DETR (Carion et al. 2020)
 * matches predictions to objects with it.
 *
 * <p>Among assignments of equal cost the result is fixed by the input's order alone.
 */
public final class Hungarian {
  private static final int SCANS_PER_ROW = 4;

  private Hungarian() {}

  /**
   * Assigns as many pairs as the smaller side has.
   *
   * @param cost row-major, {@code rows * columns} finite values
   * @param rows at least 0
   * @param columns at least 0
   * @return for each row its column, or -1 for the rows left over where rows outnumber columns
   * @throws IllegalArgumentException when the array's length does not fit or a cost is not finite
   */
  public static int[] solve(double[] cost, int rows, int columns) {
    if (cost.length != rows * columns) {
      throw new IllegalArgumentException(cost.length + " costs for " + rows + " x " + columns);
    }
    for (double c : cost) {
      if (!Double.isFinite(c)) {
        throw new IllegalArgumentException("cost " + c + ": only finite costs can be compared");
      }
    }
    if (rows <= columns) {
      return narrow(cost, rows, columns);
    }
    double[] transposed = new double[cost.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = cost[r * columns + c];
      }
    }
    int[] rowOf = narrow(transposed, columns, rows);
    int[] columnOf = new int[rows];
    Arrays.fill(columnOf, -1);
    for (int c = 0; c < columns; c++) {
      columnOf[rowOf[c]] = c;
    }
    return columnOf;
  }

  /**
   * Sum of the costs of an assignment.
   *
   * @param cost as given to {@link #solve}
   * @param columns likewise
   * @param columnOf what it returned
   * @return 0 for no pair
   */
  public static double total(double[] cost, int columns, int[] columnOf) {
    double sum = 0;
    for (int r = 0; r < columnOf.length; r++) {
      if (columnOf[r] >= 0) {
        sum += cost[r * columns + columnOf[r]];
      }
    }
    return sum;
  }

  /** Needs {@code rows <= columns}. */
  private static int[] narrow(double[] cost, int rows, int columns) {
    double[] rowPotential = new double[rows];
    double[] columnPotential = new double[columns];
    int[] rowOf = new int[columns];
    Arrays.fill(rowOf, -1);
    int[] columnOf = new int[rows];
    Arrays.fill(columnOf, -1);
    double[] distance = new double[columns];
    int[] from = new int[columns];
    int[] open = new int[columns];
    reduce(cost, columns, rowPotential, columnPotential, rowOf, columnOf);
    for (int start = 0; start < rows; start++) {
      if (columnOf[start] >= 0) {
        continue;
      }
      for (int c = 0; c < columns; c++) {
        open[c] = c;
      }
      Arrays.fill(distance, Double.POSITIVE_INFINITY);
      // open[0..left) are columns not yet reached; behind them, in reverse, those reached.
      int left = columns;
      int row = start;
      double shortest = 0;
      int sink = -1;
      while (sink < 0) {
        double base = shortest - rowPotential[row];
        double best = Double.POSITIVE_INFINITY;
        int at = -1;
        int offset = row * columns;
        for (int i = 0; i < left; i++) {
          int c = open[i];
          double d = base + cost[offset + c] - columnPotential[c];
          if (d < distance[c]) {
            distance[c] = d;
            from[c] = row;
          }
          // A free column ends the path at once, so it wins a tie.
          if (distance[c] < best || (distance[c] == best && rowOf[c] < 0 && rowOf[open[at]] >= 0)) {
            best = distance[c];
            at = i;
          }
        }
        shortest = best;
        int column = open[at];
        open[at] = open[--left];
        open[left] = column;
        if (rowOf[column] < 0) {
          sink = column;
        } else {
          row = rowOf[column];
        }
      }
      rowPotential[start] += shortest;
      for (int i = left; i < columns; i++) {
        int c = open[i];
        if (c != sink) {
          rowPotential[rowOf[c]] += shortest - distance[c];
          columnPotential[c] += distance[c] - shortest;
        }
      }
      int column = sink;
      while (true) {
        int r = from[column];
        rowOf[column] = r;
        int next = columnOf[r];
        columnOf[r] = column;
        if (r == start) {
          break;
        }
        column = next;
      }
    }
    return columnOf;
  }

  /**
   * Jonker and Volgenant's augmenting row reduction: rows take their cheapest column, at a price
   * that makes their second choice as good, and turn out who held it. Most rows find their place so
   * without a search; the others are left at -1. Columns without a row keep potential 0, which the
   * surplus of columns needs.
   */
  private static void reduce(
      double[] cost,
      int columns,
      double[] rowPotential,
      double[] columnPotential,
      int[] rowOf,
      int[] columnOf) {
    if (columns < 2) {
      return;
    }
    int rows = columnOf.length;
    // Rows can turn each other out for a long time where prices rise in small steps.
    int budget = SCANS_PER_ROW * rows;
    for (int next = 0; next < rows; next++) {
      int row = next;
      while (row >= 0 && budget-- > 0) {
        int offset = row * columns;
        double first = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int column = -1;
        for (int c = 0; c < columns; c++) {
          double reduced = cost[offset + c] - columnPotential[c];
          if (reduced < second) {
            if (reduced < first) {
              second = first;
              first = reduced;
              column = c;
            } else {
              second = reduced;
            }
          }
        }
        int holder = rowOf[column];
        // Without a gain nobody is turned out: the search settles ties.
        if (holder >= 0 && !(first < second)) {
          break;
        }
        columnPotential[column] -= second - first;
        rowPotential[row] = second;
        rowOf[column] = row;
        columnOf[row] = column;
        if (holder >= 0) {
          columnOf[holder] = -1;
        }
        row = holder;
      }
    }
  }
}
