package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;

/**
 * A ground truth as LVIS reads it, in COCO's terms: a crowd is an object like any other, and an
 * object flagged as ignored lies in no area range, which has COCO's matching ignore it everywhere.
 */
final class LvisTruth {
  /** Below every range. */
  private static final double NO_AREA = -1;

  private LvisTruth() {}

  /** The same object where no object has such a flag. */
  static Annotations of(Annotations truth) {
    GroundTruthTable rows = truth.groundTruths();
    boolean plain = true;
    for (int row = 0; row < rows.size(); row++) {
      plain &= !rows.has(row, Flag.CROWD) && !rows.has(row, Flag.IGNORE);
    }
    if (plain) {
      return truth;
    }
    GroundTruthTable.Builder read = new GroundTruthTable.Builder();
    for (int row = 0; row < rows.size(); row++) {
      GroundTruth g = rows.groundTruth(row);
      read.add(
          new GroundTruth(
              g.id(),
              g.imageId(),
              g.categoryId(),
              g.x(),
              g.y(),
              g.w(),
              g.h(),
              g.has(Flag.IGNORE) ? NO_AREA : g.area(),
              g.flags() & ~Flag.CROWD.bit(),
              g.segmentation(),
              g.keypoints()));
    }
    return new Annotations(truth.images(), truth.categories(), read.build(), truth.labels());
  }
}
