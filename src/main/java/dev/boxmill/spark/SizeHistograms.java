package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;

import dev.boxmill.cluster.SizeHistogram;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Box sizes of a Dataset of any length, counted where they lie. */
public final class SizeHistograms {
  private SizeHistograms() {}

  /**
   * Counts the sizes; a null side counts as a box of no size.
   *
   * @param boxes has numeric columns {@code w} and {@code h}, in one unit
   */
  public static SizeHistogram of(Dataset<Row> boxes) {
    return boxes
        .select(col("w").cast("double"), col("h").cast("double"))
        .javaRDD()
        .treeAggregate(new SizeHistogram(), SizeHistograms::add, SizeHistograms::merge);
  }

  private static SizeHistogram add(SizeHistogram histogram, Row row) {
    histogram.add(side(row, 0), side(row, 1));
    return histogram;
  }

  private static SizeHistogram merge(SizeHistogram histogram, SizeHistogram other) {
    histogram.merge(other);
    return histogram;
  }

  private static double side(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }
}
