package dev.boxmill.geometry;

import java.util.Arrays;
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

/**
 * NMS of one image at IoU 0.5, one class, one thread: the plain loop on boxes in order, and the
 * suppressions with ranking and all. tools/peer_nms.py times torchvision on the same boxes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NmsBench {
  @Param({"1000", "10000", "30000"})
  public int boxes;

  /** Boxes an object: 1 leaves most boxes, 100 is a dense detector's raw output. */
  @Param({"1", "100"})
  public int crowd;

  private ScoredBoxes drawn;
  private RankedBoxes ranked;
  private int[] classes;
  private int[] kept;
  private Suppressor hard;
  private Suppressor softGaussian;
  private Suppressor matrix;

  @Setup
  public void draw() {
    drawn = BenchBoxes.draw(boxes, crowd);
    int[] order = new int[boxes];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, drawn.scores(), null);
    ranked = RankedBoxes.gather(drawn, order, 0, boxes);
    classes = new int[boxes];
    kept = new int[boxes];
    hard = suppressor("hard");
    softGaussian = suppressor("soft-gaussian");
    matrix = suppressor("matrix");
  }

  @Benchmark
  public int plainLoop() {
    return Nms.greedy(ranked.edges(), classes, boxes, .5, boxes, kept);
  }

  @Benchmark
  public Survivors hard() {
    return hard.run(drawn);
  }

  @Benchmark
  public Survivors softGaussian() {
    return softGaussian.run(drawn);
  }

  @Benchmark
  public Survivors matrix() {
    return matrix.run(drawn);
  }

  private Suppressor suppressor(String method) {
    return new Suppressor(NmsSettings.of(method, .5, null, false), .001, boxes);
  }
}
