package dev.boxmill.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * All that an evaluation gives.
 *
 * @param results one a protocol, in the order asked for
 * @param examples the images with most errors, worst first
 * @param changed the images that changed most between the runs that are compared
 * @param detections detections read, those of unknown classes included
 * @param warnings what the user should know about the input
 */
public record EvaluateOutcome(
    List<MetricResult> results,
    List<Example> examples,
    List<Example> changed,
    long detections,
    List<String> warnings) {

  public EvaluateOutcome {
    results = List.copyOf(results);
    examples = List.copyOf(examples);
    changed = List.copyOf(changed);
    warnings = List.copyOf(warnings);
  }

  /**
   * Of a run that is not compared, or not yet.
   *
   * @param results one a protocol, in the order asked for
   * @param examples the images with most errors, worst first
   * @param detections how many were read, those of unknown classes included
   * @param warnings what the user should know about the input
   */
  public EvaluateOutcome(
      List<MetricResult> results, List<Example> examples, long detections, List<String> warnings) {
    this(results, examples, List.of(), detections, warnings);
  }

  /**
   * {@return the same with images that changed}
   *
   * @param images those that changed most first
   */
  public EvaluateOutcome withChanged(List<Example> images) {
    return new EvaluateOutcome(results, examples, images, detections, warnings);
  }

  /**
   * {@return the same with the last result's summary behind the warnings, and without that result}
   */
  public EvaluateOutcome withLastAsWarnings() {
    int last = results.size() - 1;
    return new EvaluateOutcome(results.subList(0, last), examples, changed, detections, warnings)
        .withWarnings(results.get(last).summary());
  }

  /**
   * {@return the same with more warnings}
   *
   * @param more lines to go behind those there are
   */
  public EvaluateOutcome withWarnings(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new EvaluateOutcome(results, examples, changed, detections, all);
  }
}
