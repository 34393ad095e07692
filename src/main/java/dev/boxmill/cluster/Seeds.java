package dev.boxmill.cluster;

/** Independent seeds from one. */
final class Seeds {
  private Seeds() {}

  /**
   * Seed of the n-th stream: SplitMix64's finaliser (Steele, Lea and Flood, 2014), because
   * neighbouring seeds of {@link java.util.Random} begin with almost the same number.
   */
  static long mix(long seed, long n) {
    long z = seed + (n + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
