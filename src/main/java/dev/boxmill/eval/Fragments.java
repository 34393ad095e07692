package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** What {@link Metric.Evaluation#close} gives, as one array of bytes. */
public final class Fragments {
  private Fragments() {}

  public static byte[] pack(Map<Integer, byte[]> fragments) {
    int bytes = 0;
    for (byte[] fragment : fragments.values()) {
      bytes = Math.addExact(bytes, 8 + fragment.length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    fragments.forEach((key, bytesOf) -> buffer.putInt(key).putInt(bytesOf.length).put(bytesOf));
    return buffer.array();
  }

  public static Map<Integer, byte[]> unpack(byte[] packed) {
    Map<Integer, byte[]> fragments = new TreeMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    while (buffer.hasRemaining()) {
      int key = buffer.getInt();
      byte[] fragment = new byte[buffer.getInt()];
      buffer.get(fragment);
      fragments.put(key, fragment);
    }
    return fragments;
  }
}
