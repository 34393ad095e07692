package dev.boxmill.cluster;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One thread: counting sizes, and one start of k-means with nine anchors to convergence. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class KMeansBench {
  @Param({"1000000", "10000000", "100000000"})
  public int boxes;

  /**
   * Sides are multiples of this: 1 gives some ten thousand sizes, 0.01 almost only distinct ones.
   */
  @Param({"1", "0.01"})
  public double step;

  private float[] w;
  private float[] h;
  private BoxSizes sizes;

  /** Log-normal sides on a grid. */
  static void draw(float[] w, float[] h, double step, Random random) {
    for (int i = 0; i < w.length; i++) {
      double scale = 40 * Math.exp(random.nextGaussian());
      double ratio = Math.exp(0.4 * random.nextGaussian());
      w[i] = (float) Math.max(step, Math.rint(scale * ratio / step) * step);
      h[i] = (float) Math.max(step, Math.rint(scale / ratio / step) * step);
    }
  }

  @Setup
  public void draw() {
    w = new float[boxes];
    h = new float[boxes];
    draw(w, h, step, new Random(1));
    sizes = count();
  }

  @Benchmark
  public BoxSizes count() {
    SizeHistogram histogram = new SizeHistogram(SizeHistogram.DEFAULT_LIMIT);
    for (int i = 0; i < boxes; i++) {
      histogram.add(w[i], h[i]);
    }
    return histogram.result();
  }

  @Benchmark
  public Clustering cluster() {
    return AnchorKMeans.fitOnce(sizes, new KMeansOptions(9, Centre.MEDIAN, 7, 1, 1_000), 0);
  }
}
