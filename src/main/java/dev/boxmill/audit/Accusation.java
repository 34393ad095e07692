package dev.boxmill.audit;

import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;

/** Puts together what speaks against one label. */
record Accusation(Annotations all, Evidence e, int g) {

  /**
   * The suspect.
   *
   * @param suggestedClass index of the class of a label of the wrong class
   */
  Suspect of(SuspectKind kind, double confidence, int suggestedClass) {
    GroundTruthTable objects = all.groundTruths();
    Scene scene = e.scene;
    Box label = box(scene.boxes, g);
    int categoryId = objects.categoryId(scene.rows[g]);
    double score = 0;
    int models = 0;
    for (int m = 0; m < scene.models(); m++) {
      double low = Evidence.SITE_SCORE;
      double s =
          switch (kind) {
            case WRONG_CLASS -> e.score(m, g, suggestedClass, true);
            case DUPLICATE -> e.second[m][g];
            case NOT_AN_OBJECT -> e.any(m, g);
            default -> e.same[m][g];
          };
      boolean supports =
          switch (kind) {
            case WRONG_CLASS -> s > e.same[m][g];
            case DUPLICATE, NOT_AN_OBJECT -> s < low;
            default -> s >= low;
          };
      score += s / scene.models();
      models += supports ? 1 : 0;
    }
    Box suggested =
        switch (kind) {
          case WRONG_CLASS -> label;
          case BADLY_DRAWN -> mean();
          default -> null;
        };
    int suggestedId =
        switch (kind) {
          case WRONG_CLASS -> all.categories().get(suggestedClass).id();
          case BADLY_DRAWN -> categoryId;
          default -> -1;
        };
    boolean duplicate = kind == SuspectKind.DUPLICATE;
    return new Suspect(
        kind,
        confidence,
        all.images().id(scene.image),
        objects.id(scene.rows[g]),
        categoryId,
        label,
        suggestedId,
        suggested,
        score,
        models,
        duplicate ? e.twinIou[g] : suggested == null ? -1 : iou(label, suggested),
        duplicate ? objects.id(scene.rows[e.twin[g]]) : -1);
  }

  /** Mean of the models' boxes by score. */
  private Box mean() {
    double[] sum = new double[4];
    double total = 0;
    for (int m = 0; m < e.scene.models(); m++) {
      int d = e.sameDetection[m][g];
      for (int side = 0; side < 4 && d >= 0; side++) {
        sum[side] += e.same[m][g] * e.scene.found[m].boxes()[4 * d + side];
      }
      total += e.same[m][g];
    }
    for (int side = 0; side < 4; side++) {
      sum[side] /= total;
    }
    return box(sum, 0);
  }

  /** From corners. */
  static Box box(double[] corners, int place) {
    int b = 4 * place;
    return new Box(
        corners[b], corners[b + 1], corners[b + 2] - corners[b], corners[b + 3] - corners[b + 1]);
  }

  static double iou(Box a, Box b) {
    return dev.boxmill.geometry.Iou.iou(
        a.x(), a.y(), a.x() + a.w(), a.y() + a.h(), b.x(), b.y(), b.x() + b.w(), b.y() + b.h());
  }
}
