package dev.boxmill.geometry;

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
 * IoU of all pairs of n boxes, one thread. tools/peer_nms.py times torchvision's box_iou on the
 * same boxes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IouBench {
  @Param({"100", "1000", "4000"})
  public int boxes;

  private double[] edges;

  @Setup
  public void draw() {
    edges = BenchBoxes.draw(boxes, 10).edges();
  }

  @Benchmark
  public double[] matrix() {
    return IouMatrix.of(edges, edges);
  }

  @Benchmark
  public double[] pairByPair() {
    double[] matrix = new double[boxes * boxes];
    for (int i = 0; i < boxes; i++) {
      for (int j = 0; j < boxes; j++) {
        matrix[i * boxes + j] = Iou.iou(edges, i, edges, j);
      }
    }
    return matrix;
  }
}
