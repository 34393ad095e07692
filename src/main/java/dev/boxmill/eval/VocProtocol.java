package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;

/**
 * PASCAL VOC's matching (Everingham et al., The PASCAL Visual Object Classes Challenge, IJCV 2010,
 * section 4.2), as the development kit and its ports to Python have it.
 *
 * <p>The kit counts pixels: xmin and xmax both belong to the box, so its width is xmax - xmin + 1.
 * Our boxes have continuous edges; left = xmin - 1 and width = xmax - xmin + 1 make both the same.
 */
record VocProtocol(String id, AveragePrecision averagePrecision) implements RankedProtocol {

  @Override
  public boolean laterFirst() {
    return false;
  }

  @Override
  public double groupWeight() {
    return 1; // there are none
  }

  @Override
  public boolean summarisesClasses() {
    return true;
  }

  @Override
  public String specialColumn() {
    return "difficult";
  }

  @Override
  public boolean special(GroundTruthTable truths, int row) {
    return truths.crowd(row) || RankedProtocol.ignorable(truths, row);
  }

  @Override
  public double positives(GroundTruthTable truths, int row) {
    return special(truths, row) ? 0 : 1;
  }

  @Override
  public DetectionTable prepare(DetectionTable detections) {
    return detections;
  }

  /**
   * Each detection looks at the one object that it overlaps most, the first of equals, found
   * already or not. It has to overlap it by more than the threshold.
   */
  @Override
  public void match(Pair pair, double[] ious, ScoredOutcomes... to) {
    int objects = pair.objects();
    boolean[][] found = new boolean[ious.length][objects];
    for (int i = 0; i < pair.detections(); i++) {
      double most = 0;
      int nearest = -1;
      for (int j = 0; j < objects; j++) {
        double overlap = pair.overlap(i, j, false);
        if (overlap > most) {
          most = overlap;
          nearest = j;
        }
      }
      for (int t = 0; t < ious.length; t++) {
        if (nearest < 0 || most <= ious[t]) {
          to[t].add(pair.image(), pair.score(i), ScoredOutcomes.MISS);
        } else if (!special(pair.truths(), pair.truthRow(nearest))) {
          byte outcome = found[t][nearest] ? ScoredOutcomes.MISS : ScoredOutcomes.HIT;
          to[t].add(pair.image(), pair.score(i), outcome);
          found[t][nearest] = true;
        }
      }
    }
  }
}
