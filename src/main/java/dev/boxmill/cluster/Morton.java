package dev.boxmill.cluster;

/**
 * A size as one long whose order is the Z-order curve of (w, h): the bits of the two floats
 * interleaved, the width's first. Bits of positive floats order as the floats do, with the exponent
 * in front, so a run of neighbours in this order is a patch of alike sizes, at any scale.
 */
final class Morton {
  private static final long[] MASKS = {
    0x0000FFFF0000FFFFL,
    0x00FF00FF00FF00FFL,
    0x0F0F0F0F0F0F0F0FL,
    0x3333333333333333L,
    0x5555555555555555L
  };

  private Morton() {}

  /** Never negative, for positive finite sides. */
  static long key(float w, float h) {
    return (spread(Float.floatToIntBits(w)) << 1) | spread(Float.floatToIntBits(h));
  }

  static float w(long key) {
    return Float.intBitsToFloat(gather(key >>> 1));
  }

  static float h(long key) {
    return Float.intBitsToFloat(gather(key));
  }

  private static long spread(int bits) {
    long x = bits & 0xFFFFFFFFL;
    x = (x | (x << 16)) & MASKS[0];
    x = (x | (x << 8)) & MASKS[1];
    x = (x | (x << 4)) & MASKS[2];
    x = (x | (x << 2)) & MASKS[3];
    return (x | (x << 1)) & MASKS[4];
  }

  private static int gather(long key) {
    long x = key & MASKS[4];
    x = (x | (x >>> 1)) & MASKS[3];
    x = (x | (x >>> 2)) & MASKS[2];
    x = (x | (x >>> 4)) & MASKS[1];
    x = (x | (x >>> 8)) & MASKS[0];
    return (int) (x | (x >>> 16));
  }
}
