package dev.boxmill.spark;

import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Detections of one class as one row: category_id, and all columns in one binary value, 56 bytes a
 * detection. So a shuffle moves a few large values instead of a row a box.
 *
 * <p>A row without a value says that the source could not be read this way.
 */
final class DetectionBlockCodec {
  private static final int BYTES = 56;
  private static final StructType SCHEMA =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("block", DataTypes.BinaryType, true);

  private DetectionBlockCodec() {}

  static StructType schema() {
    return SCHEMA;
  }

  /** One row a class. */
  static List<Row> encode(DetectionTable table) {
    Map<Integer, int[]> counts = new TreeMap<>();
    for (int row = 0; row < table.size(); row++) {
      counts.computeIfAbsent(table.categoryId(row), c -> new int[1])[0]++;
    }
    Map<Integer, byte[]> blocks = new TreeMap<>();
    Map<Integer, ByteBuffer> writers = new TreeMap<>();
    counts.forEach(
        (category, n) -> {
          byte[] block = new byte[Math.multiplyExact(BYTES, n[0])];
          blocks.put(category, block);
          writers.put(category, ByteBuffer.wrap(block));
        });
    double[] boxes = table.boxes();
    for (int row = 0; row < table.size(); row++) {
      ByteBuffer to = writers.get(table.categoryId(row));
      to.putLong(table.imageId(row)).putLong(table.rank(row)).putDouble(table.score(row));
      for (int i = 4 * row; i < 4 * row + 4; i++) {
        to.putDouble(boxes[i]);
      }
    }
    List<Row> rows = new ArrayList<>();
    blocks.forEach((category, bytes) -> rows.add(RowFactory.create(category, bytes)));
    return rows;
  }

  static Row unreadable() {
    return RowFactory.create(0, null);
  }

  static boolean isUnreadable(Row row) {
    return row.isNullAt(1);
  }

  static DetectionTable decode(Row row) {
    int category = row.getInt(0);
    ByteBuffer from = ByteBuffer.wrap(row.getAs(1));
    int n = from.remaining() / BYTES;
    DetectionTable.Builder to = new DetectionTable.Builder(n);
    for (int i = 0; i < n; i++) {
      long image = from.getLong();
      long rank = from.getLong();
      double score = from.getDouble();
      to.add(
          image,
          category,
          from.getDouble(),
          from.getDouble(),
          from.getDouble(),
          from.getDouble(),
          score,
          rank);
    }
    return to.build();
  }
}
