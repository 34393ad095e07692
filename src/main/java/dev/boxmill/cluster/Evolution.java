package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/**
 * Refines anchors by mutation, as YOLOv5's autoanchor does: each generation multiplies sides by
 * random factors near 1 and keeps the outcome where the fitness rises.
 *
 * <p>Fitness: mean over the boxes of one over the best anchor's ratio of sides, 0 past the
 * threshold ({@link AnchorQuality#fitness}). Mutation: one strength drawn evenly from [0, 1); each
 * side, with probability .9, times 1 + .1 * strength * a normal number, that factor kept within
 * [.3, 3]; drawn anew while nothing changes. No side falls below the smallest of the boxes'.
 */
public final class Evolution {
  private static final double MUTATED = 0.9;
  private static final double SIGMA = 0.1;
  private static final double LEAST_FACTOR = 0.3;
  private static final double MOST_FACTOR = 3;

  private Evolution() {}

  /**
   * What became of anchors.
   *
   * @param anchors (w, h), ascending by area, then width
   * @param before fitness of the start, over all boxes
   * @param after fitness of the result, never below {@code before}
   * @param improvements generations that were kept
   */
  public record Outcome(double[][] anchors, double before, double after, int improvements) {}

  /**
   * Evolves. Above {@value Subsample#MOST} distinct sizes the generations are judged on a sample;
   * the outcome is judged on all boxes, and the start returned where it was better.
   *
   * @param all boxes in the unit of the anchors
   * @param start (w, h), at least one; left as it is
   * @param threshold ratio of sides, above 1
   * @param generations mutants to try, one after the other
   * @param seed the same seed gives the same anchors
   * @return the result and how far it came
   */
  public static Outcome run(
      BoxSizes all, double[][] start, double threshold, int generations, long seed) {
    BoxSizes sizes = Subsample.of(all, seed);
    double floorW = smallest(sizes, true);
    double floorH = smallest(sizes, false);
    Random random = new Random(Seeds.mix(seed, -2));
    double[][] best = start;
    double fitness = fitness(sizes, start, threshold);
    int improvements = 0;
    for (int generation = 0; generation < generations; generation++) {
      double[][] mutant = mutate(best, random);
      for (double[] anchor : mutant) {
        anchor[0] = Math.max(anchor[0], floorW);
        anchor[1] = Math.max(anchor[1], floorH);
      }
      double mutants = fitness(sizes, mutant, threshold);
      if (mutants > fitness) {
        fitness = mutants;
        best = mutant;
        improvements++;
      }
    }
    double before = fitness(all, start, threshold);
    double after = fitness(all, best, threshold);
    if (improvements == 0 || after < before) {
      return new Outcome(start, before, before, 0);
    }
    return new Outcome(byArea(best), before, after, improvements);
  }

  private static double fitness(BoxSizes sizes, double[][] anchors, double threshold) {
    return AnchorMatch.mean(
        sizes,
        i -> {
          double ratio = AnchorMatch.bestRatio(sizes.w(i), sizes.h(i), anchors);
          return ratio < threshold ? 1 / ratio : 0;
        });
  }

  private static double[][] mutate(double[][] anchors, Random random) {
    double[][] mutant = new double[anchors.length][];
    boolean changed = false;
    while (!changed) {
      double strength = random.nextDouble();
      for (int a = 0; a < anchors.length; a++) {
        mutant[a] = anchors[a].clone();
        for (int side = 0; side < 2; side++) {
          if (random.nextDouble() < MUTATED) {
            double factor = 1 + SIGMA * strength * random.nextGaussian();
            mutant[a][side] *= Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, factor));
            changed |= factor != 1;
          }
        }
      }
    }
    return mutant;
  }

  private static double smallest(BoxSizes sizes, boolean width) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sizes.distinct(); i++) {
      least = Math.min(least, width ? sizes.w(i) : sizes.h(i));
    }
    return least;
  }

  /** Ascending by area, then width. */
  static double[][] byArea(double[][] anchors) {
    double[][] sorted = anchors.clone();
    Arrays.sort(
        sorted, Comparator.comparingDouble((double[] a) -> a[0] * a[1]).thenComparing(a -> a[0]));
    return sorted;
  }
}
