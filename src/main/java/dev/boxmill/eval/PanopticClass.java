package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The matches of a class, each with its place, so that they can be summed in one order. */
final class PanopticClass {
  private long falsePositives;
  private long falseNegatives;
  private int size;
  private long[] places = new long[16];
  private double[] ious = new double[16];

  /** Sums over all images. */
  record Totals(long truePositives, long falsePositives, long falseNegatives, double iou) {

    byte[] bytes() {
      return ByteBuffer.allocate(32)
          .putLong(truePositives)
          .putLong(falsePositives)
          .putLong(falseNegatives)
          .putDouble(iou)
          .array();
    }

    static Totals of(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Totals(in.getLong(), in.getLong(), in.getLong(), in.getDouble());
    }
  }

  /**
   * @param image place of the image in the ground truth
   */
  void truePositive(int image, int truthSegmentId, double iou) {
    if (size == ious.length) {
      places = Arrays.copyOf(places, 2 * size);
      ious = Arrays.copyOf(ious, 2 * size);
    }
    places[size] = (long) image << 32 | truthSegmentId;
    ious[size++] = iou;
  }

  void falsePositive() {
    falsePositives++;
  }

  void falseNegative() {
    falseNegatives++;
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(20 + 16 * size);
    out.putLong(falsePositives).putLong(falseNegatives).putInt(size);
    for (int i = 0; i < size; i++) {
      out.putLong(places[i]).putDouble(ious[i]);
    }
    return out.array();
  }

  /** Sums parts, whatever their order: the IoUs are added as a single walk over images would. */
  static Totals sum(List<byte[]> parts) {
    PanopticClass all = new PanopticClass();
    for (byte[] part : parts) {
      ByteBuffer in = ByteBuffer.wrap(part);
      all.falsePositives += in.getLong();
      all.falseNegatives += in.getLong();
      for (int n = in.getInt(); n > 0; n--) {
        long place = in.getLong();
        all.truePositive((int) (place >> 32), (int) place, in.getDouble());
      }
    }
    double sum =
        IntStream.range(0, all.size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> all.places[i])
                    .thenComparingDouble(i -> all.ious[i]))
            .mapToDouble(i -> all.ious[i])
            .reduce(0, Double::sum);
    return new Totals(all.size, all.falsePositives, all.falseNegatives, sum);
  }
}
