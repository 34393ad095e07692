package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whole numbers by a small number, only those that are not 0; ascending, so bytes are the same. */
final class SparseCounts {
  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  /** The sums of several writings; none give nothing. */
  static SparseCounts read(List<byte[]> written) {
    SparseCounts sums = new SparseCounts();
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      while (from.hasRemaining()) {
        sums.add(from.getInt(), from.getLong());
      }
    }
    return sums;
  }

  void add(int key, long count) {
    counts.merge(key, count, Long::sum);
  }

  long count(int key) {
    return counts.getOrDefault(key, 0L);
  }

  long sum() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Ascending by key; to read only. */
  Map<Integer, Long> byKey() {
    return counts;
  }

  /** 12 bytes a count. */
  byte[] write() {
    ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(12, counts.size()));
    counts.forEach((key, count) -> to.putInt(key).putLong(count));
    return to.array();
  }

  /** Written, by the same outer keys. */
  static Map<Integer, byte[]> write(Map<Integer, SparseCounts> all) {
    Map<Integer, byte[]> written = new TreeMap<>();
    all.forEach((key, counts) -> written.put(key, counts.write()));
    return written;
  }
}
