package dev.boxmill.spark;

import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.error.InternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.spark.api.java.JavaRDD;

/** Box sizes counted in tasks, on their way to the driver. */
final class SizeHistograms {
  private SizeHistograms() {}

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
