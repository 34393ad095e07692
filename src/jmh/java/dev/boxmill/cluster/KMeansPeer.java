package dev.boxmill.cluster;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Writes a million boxes for {@code tools/peer_kmeans.py}, and does what it does: ten seeds, a
 * number of starts each, counting the sizes included, one thread; both tell processor time.
 *
 * <p>Arguments: BOXES.f32 [STEP [STARTS]]
 */
public final class KMeansPeer {
  private static final int BOXES = 1_000_000;
  private static final int SEEDS = 10;

  private KMeansPeer() {}

  public static void main(String[] args) throws IOException {
    double step = args.length > 1 ? Double.parseDouble(args[1]) : 0.01;
    int starts = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    float[] w = new float[BOXES];
    float[] h = new float[BOXES];
    KMeansBench.draw(w, h, step, new Random(1));
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
      for (int i = 0; i < BOXES; i++) {
        out.writeInt(Integer.reverseBytes(Float.floatToIntBits(w[i])));
        out.writeInt(Integer.reverseBytes(Float.floatToIntBits(h[i])));
      }
    }
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    for (Centre centre : List.of(Centre.MEDIAN, Centre.MEAN)) {
      double[] seconds = new double[SEEDS];
      double[] ious = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        long start = clock.getCurrentThreadCpuTime();
        SizeHistogram histogram = new SizeHistogram(SizeHistogram.DEFAULT_LIMIT);
        for (int i = 0; i < BOXES; i++) {
          histogram.add(w[i], h[i]);
        }
        BoxSizes sizes = histogram.result();
        KMeansOptions options = new KMeansOptions(9, centre, seed, starts, 1_000);
        ious[seed] =
            IntStream.range(0, starts)
                .mapToDouble(i -> AnchorKMeans.fitOnce(sizes, options, i).averageIou())
                .max()
                .orElseThrow();
        seconds[seed] = (clock.getCurrentThreadCpuTime() - start) * 1e-9;
      }
      Arrays.sort(seconds);
      System.out.printf(
          "%s: median %.3f s a fit, average IoU mean %.4f, best %.4f%n",
          centre,
          seconds[SEEDS / 2],
          Arrays.stream(ious).average().orElseThrow(),
          Arrays.stream(ious).max().orElseThrow());
    }
  }
}
