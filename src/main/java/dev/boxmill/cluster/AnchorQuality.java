package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well anchors fit boxes, centres shared: counts and sums that add up over any split of the
 * boxes. Means over no boxes are -1.
 *
 * <p>The recalls are bounds: a detector whose training gives a box to an anchor only within a
 * threshold never learns the boxes that no anchor comes near.
 */
public final class AnchorQuality {
  /** The IoU from which on an anchor can be trained on a box in most detectors. */
  public static final double HALF = 0.5;

  private final double[][] anchors;
  private final double threshold;
  private final long[] nearest;
  private long boxes;
  private double ious;
  private double fitness;
  private long withinRatio;
  private long withinHalf;
  private long matches;

  /**
   * No boxes yet.
   *
   * @param anchors (w, h), at least one; taken over, not copied
   * @param threshold a box and an anchor match where no side is this many times the other's
   *     (YOLOv5's {@code anchor_t}); above 1
   */
  public AnchorQuality(double[][] anchors, double threshold) {
    this.anchors = anchors;
    this.threshold = threshold;
    nearest = new long[anchors.length];
  }

  /**
   * Adds boxes of the anchors' unit.
   *
   * @param sizes each counts as often as it occurs, or by its weight
   */
  public void add(BoxSizes sizes) {
    List<AnchorQuality> parts =
        IntStream.range(0, AnchorMatch.chunks(sizes))
            .parallel()
            .mapToObj(
                chunk -> {
                  AnchorQuality part = new AnchorQuality(anchors, threshold);
                  int end = AnchorMatch.end(sizes, chunk);
                  for (int i = AnchorMatch.start(chunk); i < end; i++) {
                    part.add(sizes.w(i), sizes.h(i), sizes.count(i));
                  }
                  return part;
                })
            .toList();
    parts.forEach(this::merge);
  }

  private void add(double w, double h, long count) {
    int best = 0;
    double bestIou = -1;
    double bestRatio = Double.POSITIVE_INFINITY;
    int within = 0;
    for (int a = 0; a < anchors.length; a++) {
      double iou = CentredIou.of(w, h, anchors[a][0], anchors[a][1]);
      if (iou > bestIou) {
        bestIou = iou;
        best = a;
      }
      double ratio = AnchorMatch.ratio(w, h, anchors[a][0], anchors[a][1]);
      bestRatio = Math.min(bestRatio, ratio);
      within += ratio < threshold ? 1 : 0;
    }
    boxes += count;
    nearest[best] += count;
    ious += count * bestIou;
    withinHalf += bestIou >= HALF ? count : 0;
    matches += within * count;
    if (bestRatio < threshold) {
      withinRatio += count;
      fitness += count / bestRatio;
    }
  }

  /**
   * Adds what another has of the same anchors.
   *
   * @param other of the same threshold, too; left as it is
   */
  public void merge(AnchorQuality other) {
    if (threshold != other.threshold || !Arrays.deepEquals(anchors, other.anchors)) {
      throw new IllegalArgumentException("qualities of different anchors");
    }
    boxes += other.boxes;
    ious += other.ious;
    fitness += other.fitness;
    withinRatio += other.withinRatio;
    withinHalf += other.withinHalf;
    matches += other.matches;
    for (int a = 0; a < nearest.length; a++) {
      nearest[a] += other.nearest[a];
    }
  }

  /** {@return how many anchors there are} */
  public int anchors() {
    return anchors.length;
  }

  /** {@return how many boxes were added, or the sum of their weights in units} */
  public long boxes() {
    return boxes;
  }

  /**
   * {@return boxes nearest to an anchor in IoU; of equally near anchors the first has the box}
   *
   * @param anchor its place in the array given
   */
  public long boxes(int anchor) {
    return nearest[anchor];
  }

  /** {@return mean over the boxes of the IoU with the nearest anchor, in (0, 1]} */
  public double averageIou() {
    return mean(ious);
  }

  /** {@return part of the boxes that match an anchor by the ratio of sides, in [0, 1]} */
  public double recallAtRatio() {
    return mean(withinRatio);
  }

  /** {@return part of the boxes with an IoU of at least {@link #HALF} with an anchor, in [0, 1]} */
  public double recallAtHalf() {
    return mean(withinHalf);
  }

  /** {@return mean number of anchors that a box matches by the ratio of sides} */
  public double anchorsPerTarget() {
    return mean(matches);
  }

  /**
   * {@return YOLOv5's fitness: mean over the boxes of one over the best anchor's ratio, 0 where
   * that is past the threshold; in [0, 1]}
   */
  public double fitness() {
    return mean(fitness);
  }

  private double mean(double sum) {
    return boxes == 0 ? -1 : sum / boxes;
  }
}
