package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.InputCounts.Total;
import java.util.Locale;
import java.util.Optional;

/** Scores that are no scores, and detections that no protocol will see. */
final class ScoreChecks {
  private static final long ENOUGH = 10;

  private ScoreChecks() {}

  static Optional<String> equal(InputCounts counts, Annotations truth, EvaluationOptions options) {
    if (counts.of(Total.DETECTIONS) < ENOUGH || counts.lowestScore != counts.highestScore) {
      return Optional.empty();
    }
    return say(
        "all %,d detections score %s: their order, and so AP, follows the file; write the"
            + " detector's scores",
        counts.of(Total.DETECTIONS), counts.lowestScore);
  }

  static Optional<String> outside(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    if (counts.of(Total.SCORES_OUTSIDE) == 0) {
      return Optional.empty();
    }
    boolean percent = counts.lowestScore >= 0 && counts.highestScore <= 100;
    return say(
        "%,d of %,d scores are not in 0..1 (they go from %s to %s); write %s",
        counts.of(Total.SCORES_OUTSIDE),
        counts.of(Total.DETECTIONS),
        counts.lowestScore,
        counts.highestScore,
        percent ? "percent as parts of 1" : "probabilities (the sigmoid of logits)");
  }

  static Optional<String> clipped(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    if (counts.of(Total.CLIPPED) == 0) {
      return Optional.empty();
    }
    return say(
        "%,d of %,d images looked at (%.1f%%) have more than %d detections of a class; the last"
            + " %,d of %,d do not count by COCO's rules; raise --max-detections to see them",
        counts.of(Total.CLIPPED_IMAGES),
        counts.of(Total.IMAGES),
        100 * counts.share(Total.CLIPPED_IMAGES, Total.IMAGES),
        options.maxDetections(100),
        counts.of(Total.CLIPPED),
        counts.of(Total.SAMPLED));
  }

  static Optional<String> say(String format, Object... values) {
    return Optional.of(String.format(Locale.ROOT, format, values));
  }
}
