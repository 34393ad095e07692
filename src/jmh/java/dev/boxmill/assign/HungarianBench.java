package dev.boxmill.assign;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * DETR's matching of 300 queries and 100 ground truths, one thread; {@code tools/peer_hungarian.py}
 * times scipy on the same costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HungarianBench {
  private static final int QUERIES = 300;
  private static final int TRUTHS = 100;

  private double[] costs;

  /** Uniform in [0, 1): the bits of splitmix64 of 1, 2, ... */
  @Setup
  public void draw() {
    costs = new double[QUERIES * TRUTHS];
    for (int i = 0; i < costs.length; i++) {
      long z = (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      costs[i] = ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
    System.out.println(
        "total cost " + Hungarian.total(costs, TRUTHS, Hungarian.solve(costs, QUERIES, TRUTHS)));
  }

  @Benchmark
  public int[] solve() {
    return Hungarian.solve(costs, QUERIES, TRUTHS);
  }
}
