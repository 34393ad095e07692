package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Every detection with what became of it, and every object that none found, by COCO's matching of
 * boxes at IoU .5 (all sizes, the 100 best detections an image and class).
 */
public final class MatchList {
  private final Annotations truth;
  private final DetectionTable detections;
  private final BoxMatches matches;

  /**
   * Matches at once; {@link #forEach} only reads.
   *
   * @param truth may have more images than the detections
   * @param detections whole images; those of unknown images or classes are left out
   */
  public MatchList(Annotations truth, DetectionTable detections) {
    this.truth = truth;
    this.detections = new KnownIds(truth).filter(detections);
    this.matches = BoxMatches.of(truth, this.detections, ImageErrors.IOU);
  }

  /**
   * Hands on the matches of some images, in the order of the images' ids: detections by falling
   * score, equal ones as given, then missed objects as annotated.
   *
   * @param images whose id these are; the others' objects are not looked at
   * @param to takes them one by one
   */
  public void forEach(LongPredicate images, Consumer<Match> to) {
    ImageGroups groups = ImageGroups.of(truth, detections);
    for (int image = 0; image < truth.images().size(); image++) {
      if (!images.test(truth.images().image(image).id())) {
        continue;
      }
      for (int d = groups.detectionStart(image); d < groups.detectionEnd(image); d++) {
        to.accept(detection(groups.detectionRow(d)));
      }
      for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
        int row = groups.truthRow(g);
        if (!matches.truthFound(row) && !truth.groundTruths().crowd(row)) {
          to.accept(missed(row));
        }
      }
    }
  }

  private Match detection(int row) {
    int partner = matches.partner(row);
    String outcome = matches.falsePositive(row) ? "mistake" : "ignored";
    if (partner >= 0 && !truth.groundTruths().crowd(partner)) {
      outcome = "hit";
    }
    double[] boxes = detections.boxes();
    int b = 4 * row;
    return new Match(
        detections.imageId(row),
        detections.categoryId(row),
        outcome,
        detections.score(row),
        boxes[b],
        boxes[b + 1],
        boxes[b + 2],
        boxes[b + 3],
        partner < 0 ? -1 : truth.groundTruths().id(partner),
        partner < 0 ? 0 : iou(b, partner));
  }

  private double iou(int b, int partner) {
    GroundTruthTable objects = truth.groundTruths();
    return CocoIou.of(detections.boxes(), b, objects.boxes(), 4 * partner, objects.crowd(partner));
  }

  private Match missed(int row) {
    GroundTruthTable objects = truth.groundTruths();
    double[] boxes = objects.boxes();
    int b = 4 * row;
    return new Match(
        objects.imageId(row),
        objects.categoryId(row),
        "missed",
        0,
        boxes[b],
        boxes[b + 1],
        boxes[b + 2],
        boxes[b + 3],
        objects.id(row),
        0);
  }
}
