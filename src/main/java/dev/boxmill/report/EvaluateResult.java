package dev.boxmill.report;

import java.util.List;

/**
 * An evaluate folder.
 *
 * @param run what the job says of itself
 * @param protocols at least one; the first one is the headline
 * @param curves empty where the folder has none
 * @param examples worst first; empty where the folder has none
 */
public record EvaluateResult(
    RunInfo run, List<ProtocolMetrics> protocols, List<PrCurve> curves, List<Example> examples) {

  public EvaluateResult {
    protocols = List.copyOf(protocols);
    curves = List.copyOf(curves);
    examples = List.copyOf(examples);
  }

  /** Reads the JSON parts; curves and examples come from Parquet. */
  public static EvaluateResult of(
      String runJson,
      String metricsJson,
      String source,
      List<PrCurve> curves,
      List<Example> examples) {
    return new EvaluateResult(
        RunInfo.parse(runJson, source),
        ProtocolMetrics.parse(metricsJson, source + "/metrics.json"),
        curves,
        examples);
  }

  /** The protocol whose numbers head the page. */
  ProtocolMetrics headline() {
    return protocols.get(0);
  }

  /** Warnings that the job wrote. */
  List<String> warnings() {
    return run.facts().get("warnings") instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
