package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;

import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.error.InternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Box sizes of a Dataset of any length, counted where they lie. */
final class SizeHistograms {
  private SizeHistograms() {}

  /**
   * Counts the sizes; a null side counts as a box of no size.
   *
   * @param boxes has numeric columns {@code w} and {@code h}, in one unit
   */
  static SizeHistogram of(Dataset<Row> boxes) {
    return of(boxes, SizeHistogram.EXACT);
  }

  /**
   * The same within a limit of distinct sizes or cells, which bounds what a task and the driver
   * hold.
   */
  static SizeHistogram of(Dataset<Row> boxes, int limit) {
    return merged(
        boxes
            .select(col("w").cast("double"), col("h").cast("double"))
            .javaRDD()
            .mapPartitions(rows -> List.of(count(rows, limit)).iterator()),
        limit);
  }

  private static byte[] count(Iterator<Row> rows, int limit) {
    SizeHistogram histogram = new SizeHistogram(limit);
    while (rows.hasNext()) {
      Row row = rows.next();
      histogram.add(side(row, 0), side(row, 1));
    }
    return bytes(histogram);
  }

  private static double side(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }

  /** Merges the parts, most of them in tasks. */
  static SizeHistogram merged(JavaRDD<byte[]> parts, int limit) {
    if (parts.getNumPartitions() == 0) {
      return new SizeHistogram(limit);
    }
    return histogram(parts.treeReduce(SizeHistograms::merge));
  }

  private static byte[] merge(byte[] one, byte[] other) {
    SizeHistogram histogram = histogram(one);
    histogram.merge(histogram(other));
    return bytes(histogram);
  }

  static byte[] bytes(SizeHistogram histogram) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      histogram.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new InternalException("sizes do not serialise", e);
    }
  }

  private static SizeHistogram histogram(byte[] bytes) {
    try {
      return SizeHistogram.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new InternalException("sizes do not deserialise", e);
    }
  }
}
