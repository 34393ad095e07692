package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;

/**
 * The matching of the Open Images challenge (Kuznetsova et al., The Open Images Dataset V4, IJCV
 * 2020, section 5.1), as TensorFlow's object_detection has it.
 *
 * @param groupWeight what finding a group of objects counts; 0: groups are neither to be found nor
 *     a mistake
 */
record OpenImagesProtocol(ClassExpansion classes, double groupWeight, Metric.Mode mode)
    implements RankedProtocol {

  @Override
  public String id() {
    return OpenImagesMetric.ID;
  }

  @Override
  public AveragePrecision averagePrecision() {
    return AveragePrecision.AREA;
  }

  /** The reference turns an ascending sort round. */
  @Override
  public boolean laterFirst() {
    return true;
  }

  /** There are hundreds. */
  @Override
  public boolean summarisesClasses() {
    return false;
  }

  @Override
  public String specialColumn() {
    return "groupsOf";
  }

  @Override
  public boolean special(GroundTruthTable truths, int row) {
    return truths.has(row, Flag.GROUP_OF) || truths.crowd(row);
  }

  @Override
  public double positives(GroundTruthTable truths, int row) {
    if (special(truths, row)) {
      return groupWeight;
    }
    return RankedProtocol.ignorable(truths, row) ? 0 : 1;
  }

  @Override
  public DetectionTable prepare(DetectionTable detections) {
    return classes.expand(detections);
  }

  @Override
  public void match(Pair pair, double[] ious, ScoredOutcomes... to) {
    int n = pair.detections();
    int[] object = new int[n];
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      object[i] = nearest(pair, i, false);
      group[i] = nearest(pair, i, true);
    }
    for (int t = 0; t < ious.length; t++) {
      match(pair, object, group, ious[t], to[t]);
    }
  }

  /** The object, or the group, that holds most of a detection, the first of equals; -1: none. */
  private int nearest(Pair pair, int i, boolean groups) {
    double most = 0;
    int nearest = -1;
    for (int j = 0; j < pair.objects(); j++) {
      if (special(pair.truths(), pair.truthRow(j)) == groups) {
        double overlap = pair.overlap(i, j, groups);
        if (overlap > most) {
          most = overlap;
          nearest = j;
        }
      }
    }
    return nearest;
  }

  /**
   * Detections look at their nearest object first. Those that find none of their own, even where it
   * was only taken, look at their nearest group. All that are in a group count as one detection
   * with the best of their scores.
   */
  private void match(Pair pair, int[] object, int[] group, double iou, ScoredOutcomes to) {
    boolean[] found = new boolean[pair.objects()];
    double[] best = new double[pair.objects()];
    for (int i = 0; i < object.length; i++) {
      byte outcome = ScoredOutcomes.MISS;
      if (object[i] >= 0 && pair.overlap(i, object[i], false) >= iou) {
        if (RankedProtocol.ignorable(pair.truths(), pair.truthRow(object[i]))) {
          continue;
        }
        if (!found[object[i]]) {
          found[object[i]] = true;
          outcome = ScoredOutcomes.HIT;
        }
      }
      if (outcome == ScoredOutcomes.MISS
          && group[i] >= 0
          && pair.overlap(i, group[i], true) >= iou) {
        int j = group[i];
        best[j] = found[j] ? Math.max(best[j], pair.score(i)) : pair.score(i);
        found[j] = true;
      } else {
        to.add(pair.image(), pair.score(i), outcome);
      }
    }
    for (int j = 0; j < found.length; j++) {
      if (found[j] && special(pair.truths(), pair.truthRow(j)) && counts(best[j])) {
        to.add(pair.image(), best[j], ScoredOutcomes.GROUP);
      }
    }
  }

  /** The reference takes a group found with score 0 for one that was not. */
  private boolean counts(double score) {
    return groupWeight > 0 && (score > 0 || mode != Metric.Mode.STRICT);
  }
}
