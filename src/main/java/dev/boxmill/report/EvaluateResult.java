package dev.boxmill.report;

import dev.boxmill.error.UserException;
import java.util.List;

/**
 * An evaluate folder.
 *
 * @param run what the job says of itself
 * @param protocols at least one
 * @param curves empty where the folder has none
 * @param examples worst first; empty where the folder has none
 * @param sweep what AP the settings of NMS give; null where it was not asked for
 */
public record EvaluateResult(
    RunInfo run,
    List<ProtocolMetrics> protocols,
    List<PrCurve> curves,
    List<Example> examples,
    NmsSweepResult sweep) {

  public EvaluateResult {
    protocols = List.copyOf(protocols);
    curves = List.copyOf(curves);
    examples = List.copyOf(examples);
  }

  /**
   * Without a sweep of NMS.
   *
   * @param run what the job says of itself
   * @param protocols at least one
   * @param curves empty where the folder has none
   * @param examples worst first; empty where the folder has none
   */
  public EvaluateResult(
      RunInfo run, List<ProtocolMetrics> protocols, List<PrCurve> curves, List<Example> examples) {
    this(run, protocols, curves, examples, null);
  }

  /**
   * {@return the result of a folder; curves and examples were read from Parquet before}
   *
   * @param runJson the text of {@code _run.json}
   * @param metricsJson the text of {@code metrics.json}
   * @param source the folder as the user named it: what messages and headings call the run
   * @param curves empty where the folder has none
   * @param examples worst first; empty where the folder has none
   * @param sweep null where it was not asked for
   * @throws UserException when a text is not what evaluate writes, or holds no protocol
   */
  public static EvaluateResult of(
      String runJson,
      String metricsJson,
      String source,
      List<PrCurve> curves,
      List<Example> examples,
      NmsSweepResult sweep) {
    return new EvaluateResult(
        RunInfo.parse(runJson, source),
        ProtocolMetrics.parse(metricsJson, source + "/metrics.json"),
        curves,
        examples,
        sweep);
  }

  boolean hasSweep() {
    return sweep != null && !sweep.isEmpty();
  }

  /** How headings call the run. */
  String name() {
    return Format.lastName(run.source());
  }

  /** The protocol whose average precision heads the page; of several the first. */
  ProtocolMetrics headline() {
    return protocols.stream()
        .filter(ProtocolMetrics::isAveragePrecision)
        .findFirst()
        .orElse(ProtocolMetrics.NONE);
  }

  /** A protocol's numbers; nothing where it did not run. */
  ProtocolMetrics protocol(String name) {
    return protocols.stream()
        .filter(p -> p.protocol().equals(name))
        .findFirst()
        .orElse(ProtocolMetrics.NONE);
  }

  /** Warnings that the job wrote. */
  List<String> warnings() {
    return run.facts().get("warnings") instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
