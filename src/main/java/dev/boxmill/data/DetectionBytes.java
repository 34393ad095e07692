package dev.boxmill.data;

import java.nio.ByteBuffer;

/**
 * Detections as bytes, for travel: 60 a row, all rows first; then, where some row has one, masks
 * and keypoints of all rows, each with its length, and areas of their own, -1 where there is none.
 */
public final class DetectionBytes {
  private static final int ROW = 60;
  private static final int MASKS = 1;
  private static final int KEYPOINTS = 2;
  private static final int AREAS = 4;

  private DetectionBytes() {}

  /**
   * Writes some rows of a table.
   *
   * @param table not changed
   * @param rows positions in the table, in the order wanted
   * @param from first index into {@code rows}
   * @param to index into {@code rows} after the last
   * @return big-endian; at most 2 GiB
   * @throws ArithmeticException when the rows take more
   */
  public static byte[] write(DetectionTable table, int[] rows, int from, int to) {
    int extras = 0;
    long bytes = 8 + (long) ROW * (to - from);
    for (int i = from; i < to; i++) {
      extras |= table.mask(rows[i]) == null ? 0 : MASKS;
      extras |= table.keypoints(rows[i]) == null ? 0 : KEYPOINTS;
      extras |= table.hasOwnArea(rows[i]) ? AREAS : 0;
    }
    for (int i = from; i < to && extras != 0; i++) {
      bytes += (extras & MASKS) == 0 ? 0 : size(table.mask(rows[i]));
      bytes += (extras & KEYPOINTS) == 0 ? 0 : size(table.keypoints(rows[i]));
      bytes += (extras & AREAS) == 0 ? 0 : 8;
    }
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes));
    buffer.putInt(to - from).putInt(extras);
    double[] boxes = table.boxes();
    for (int i = from; i < to; i++) {
      int row = rows[i];
      buffer.putLong(table.imageId(row)).putInt(table.categoryId(row));
      buffer.putLong(table.rank(row)).putDouble(table.score(row));
      for (int b = 4 * row; b < 4 * row + 4; b++) {
        buffer.putDouble(boxes[b]);
      }
    }
    for (int i = from; i < to && (extras & MASKS) != 0; i++) {
      put(buffer, table.mask(rows[i]));
    }
    for (int i = from; i < to && (extras & KEYPOINTS) != 0; i++) {
      put(buffer, table.keypoints(rows[i]));
    }
    for (int i = from; i < to && (extras & AREAS) != 0; i++) {
      buffer.putDouble(table.hasOwnArea(rows[i]) ? table.area(rows[i]) : -1);
    }
    return buffer.array();
  }

  private static long size(Rle mask) {
    return mask == null ? 4 : 12 + 4L * mask.counts().length;
  }

  private static long size(double[] points) {
    return points == null ? 4 : 4 + 8L * points.length;
  }

  private static void put(ByteBuffer to, Rle mask) {
    to.putInt(mask == null ? -1 : mask.counts().length);
    if (mask != null) {
      to.putInt(mask.height()).putInt(mask.width());
      for (int run : mask.counts()) {
        to.putInt(run);
      }
    }
  }

  private static void put(ByteBuffer to, double[] points) {
    to.putInt(points == null ? -1 : points.length);
    if (points != null) {
      for (double value : points) {
        to.putDouble(value);
      }
    }
  }

  /**
   * Reads what {@link #write} gave.
   *
   * @param bytes of one call of it
   * @param to gets the rows, in the order written
   */
  public static void read(byte[] bytes, DetectionTable.Builder to) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int n = from.getInt();
    int extras = from.getInt();
    ByteBuffer masks = from.duplicate().position(8 + ROW * n);
    ByteBuffer points = masks.duplicate();
    for (int i = 0; i < n && (extras & MASKS) != 0; i++) {
      mask(points); // keypoints stand behind the last mask
    }
    ByteBuffer areas = from.duplicate().position(bytes.length - 8 * n); // the last column
    for (int i = 0; i < n; i++) {
      long image = from.getLong();
      int category = from.getInt();
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
      if ((extras & MASKS) != 0) {
        to.mask(mask(masks));
      }
      if ((extras & KEYPOINTS) != 0) {
        to.keypoints(keypoints(points));
      }
      double area = (extras & AREAS) == 0 ? -1 : areas.getDouble();
      if (area >= 0) {
        to.area(area);
      }
    }
  }

  private static Rle mask(ByteBuffer from) {
    int n = from.getInt();
    if (n < 0) {
      return null;
    }
    int height = from.getInt();
    int width = from.getInt();
    int[] counts = new int[n];
    from.asIntBuffer().get(counts);
    from.position(from.position() + 4 * n);
    return new Rle(height, width, counts);
  }

  private static double[] keypoints(ByteBuffer from) {
    int n = from.getInt();
    if (n < 0) {
      return null;
    }
    double[] values = new double[n];
    from.asDoubleBuffer().get(values);
    from.position(from.position() + 8 * n);
    return values;
  }
}
