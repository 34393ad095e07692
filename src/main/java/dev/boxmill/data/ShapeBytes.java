package dev.boxmill.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Masks, outlines and keypoints as bytes: whole numbers in groups of seven bits, lowest first, as
 * in LEB128 (most run lengths take one byte or two), coordinates as the eight bytes of a double.
 * Keypoints go before pixels.
 */
final class ShapeBytes {
  /** Bits of {@link #kind}. */
  static final int KEYPOINTS = 1;

  static final int MASK = 2;
  static final int POLYGONS = 4;

  private ByteBuffer bytes = buffer(new byte[1024]);

  /** {@return which of the three kinds there are, 0 for none} */
  static int kind(Segmentation pixels, double... keypoints) {
    int kind = keypoints == null ? 0 : KEYPOINTS;
    if (pixels != null) {
      kind |= pixels instanceof Rle ? MASK : POLYGONS;
    }
    return kind;
  }

  /** {@return about the number of bytes that they take on the heap} */
  static long heapBytes(Segmentation pixels, double... keypoints) {
    long sum = keypoints == null ? 0 : 16 + 8L * keypoints.length;
    if (pixels instanceof Rle mask) {
      sum += 40 + 4L * mask.counts().length;
    } else if (pixels instanceof Polygons outline) {
      sum += 32;
      for (double[] ring : outline.rings()) {
        sum += 20 + 8L * ring.length;
      }
    }
    return sum;
  }

  /** Encodes in place of what was encoded before; either may be null. */
  void encode(Segmentation pixels, double... keypoints) {
    bytes.clear();
    if (keypoints != null) {
      put(keypoints);
    }
    if (pixels instanceof Rle mask) {
      put(mask.height());
      put(mask.width());
      put(mask.counts().length);
      for (int count : mask.counts()) {
        put(count);
      }
    } else if (pixels instanceof Polygons outline) {
      put(outline.rings().length);
      for (double[] ring : outline.rings()) {
        put(ring);
      }
    }
  }

  /** {@return what was encoded, up to {@link #length}; good until the next call} */
  byte[] array() {
    return bytes.array();
  }

  int length() {
    return bytes.position();
  }

  private void put(double... values) {
    put(values.length);
    ensure(Math.multiplyExact(8, values.length));
    for (double value : values) {
      bytes.putDouble(value);
    }
  }

  private void put(int value) {
    ensure(5);
    int rest = value;
    for (; (rest & ~127) != 0; rest >>>= 7) {
      bytes.put((byte) (rest | 128));
    }
    bytes.put((byte) rest);
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      int length = Math.addExact(bytes.position(), more);
      long larger = Math.min(Integer.MAX_VALUE - 8L, Math.max(length, 2L * bytes.capacity()));
      int position = bytes.position();
      bytes = buffer(Arrays.copyOf(bytes.array(), Math.max(length, (int) larger)));
      bytes.position(position);
    }
  }

  /** {@return the keypoints of what was encoded, or null} */
  static double[] keypoints(int kind, byte[] bytes) {
    return (kind & KEYPOINTS) == 0 ? null : doubles(buffer(bytes));
  }

  /** {@return the pixels of what was encoded, or null} */
  static Segmentation pixels(int kind, byte[] bytes) {
    ByteBuffer from = buffer(bytes);
    if ((kind & KEYPOINTS) != 0) {
      int length = whole(from);
      from.position(from.position() + 8 * length);
    }
    if ((kind & MASK) != 0) {
      int height = whole(from);
      int width = whole(from);
      int[] counts = new int[whole(from)];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = whole(from);
      }
      return new Rle(height, width, counts);
    }
    if ((kind & POLYGONS) != 0) {
      double[][] rings = new double[whole(from)][];
      for (int i = 0; i < rings.length; i++) {
        rings[i] = doubles(from);
      }
      return new Polygons(rings);
    }
    return null;
  }

  private static double[] doubles(ByteBuffer from) {
    double[] values = new double[whole(from)];
    for (int i = 0; i < values.length; i++) {
      values[i] = from.getDouble();
    }
    return values;
  }

  private static int whole(ByteBuffer from) {
    int value = 0;
    int shift = 0;
    byte group;
    do {
      group = from.get();
      value |= (group & 127) << shift;
      shift += 7;
    } while (group < 0);
    return value;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
