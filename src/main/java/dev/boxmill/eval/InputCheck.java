package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import java.util.List;
import java.util.Optional;

/**
 * A mistake to look for.
 *
 * @param name what the table calls it
 * @param look the sentence to print when the counts show the mistake: what was seen, how to mend it
 */
record InputCheck(String name, Look look) {

  /** Judges the counts. */
  @FunctionalInterface
  interface Look {
    Optional<String> at(InputCounts counts, Annotations truth, EvaluationOptions options);
  }

  static final List<InputCheck> ALL =
      List.of(
          new InputCheck("scores-equal", ScoreChecks::equal),
          new InputCheck("scores-outside", ScoreChecks::outside),
          new InputCheck("detections-clipped", ScoreChecks::clipped),
          new InputCheck("images-empty", ClassChecks::imagesWithoutDetections),
          new InputCheck("classes-without-objects", ClassChecks::withoutObjects),
          new InputCheck("classes-without-detections", ClassChecks::withoutDetections),
          new InputCheck("classes-shifted", ClassChecks::shifted),
          new InputCheck("boxes-misread", BoxChecks::misread),
          new InputCheck("boxes-beyond", BoxChecks::beyond),
          new InputCheck("boxes-tiny", BoxChecks::tiny),
          new InputCheck("images-mixed-up", BoxChecks::mixedUp));
}
