package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.Suppressions;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.head.NmsSweepGrid;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of {@code detect} on how duplicates are removed. */
final class NmsOptions {
  @Option(
      names = "--nms",
      paramLabel = "METHOD",
      description =
          "hard, soft-linear, soft-gaussian, diou, matrix, weighted, iou-guided, softer, max-pool"
              + " or none (default: hard where a threshold is known, else none).")
  String method;

  @Option(
      names = "--nms-iou",
      paramLabel = "T",
      description = "NMS threshold (default: the descriptor's).")
  Double iou;

  @Option(
      names = "--nms-sigma",
      paramLabel = "S",
      description =
          "Width of the Gaussian of soft-gaussian, matrix and softer (default: the paper's).")
  Double sigma;

  @Option(
      names = "--class-agnostic",
      description = "Boxes of different classes suppress each other too.")
  boolean classAgnostic;

  @Option(
      names = "--nms-sweep",
      description =
          "Also count what NMS keeps, and its time, for each --sweep-scores with each"
              + " --sweep-ious; writes _nms_sweep.json to the output.")
  boolean sweep;

  @Option(
      names = "--sweep-scores",
      split = ",",
      defaultValue = "0.001,0.01,0.05,0.1,0.25,0.5",
      paramLabel = "T",
      description = "Score thresholds of --nms-sweep (default: ${DEFAULT-VALUE}).")
  List<Double> sweepScores;

  @Option(
      names = "--sweep-ious",
      split = ",",
      defaultValue = "0.4,0.5,0.6,0.7,0.8",
      paramLabel = "T",
      description = "NMS thresholds of --nms-sweep (default: ${DEFAULT-VALUE}).")
  List<Double> sweepIous;

  /** Checks what can be checked without a descriptor. */
  void check() {
    if (method != null) {
      Suppressions.find(method);
    }
    if (iou != null && !(iou >= 0 && iou <= 1)) {
      throw new UserException("--nms-iou " + iou + ": give a number in [0, 1]");
    }
    if (sigma != null && !(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new UserException("--nms-sigma " + sigma + ": give a number above 0");
    }
    checkAll("--sweep-scores", sweepScores);
    checkAll("--sweep-ious", sweepIous);
    int settings = sweepScores.size() * sweepIous.size();
    if (settings > NmsSweepGrid.MOST) {
      throw new UserException(
          String.format(
              "--sweep-scores with --sweep-ious make %d settings; give at most %d",
              settings, NmsSweepGrid.MOST));
    }
  }

  private static void checkAll(String option, List<Double> values) {
    for (double value : values) {
      if (!(value >= 0 && value <= 1)) {
        throw new UserException(option + " " + value + ": give numbers in [0, 1]");
      }
    }
  }

  /** What to sweep; null for nothing. Models without NMS are swept with the greedy one. */
  NmsSweepGrid sweep(Descriptor descriptor) {
    if (!sweep) {
      return null;
    }
    String swept = method == null ? NmsSettings.hard(0).method() : method;
    if (!Suppressions.find(swept).usesIou()) {
      throw new UserException(
          "--nms-sweep: --nms " + swept + " has no IoU threshold; choose a method that has one");
    }
    NmsSettings settings = NmsSettings.of(swept, 0.0, sigma, classAgnostic);
    Suppressions.check(swept, descriptor.family(), Heads.find(descriptor).gives());
    return new NmsSweepGrid(settings, sweepScores, sweepIous);
  }

  /** With what the descriptor says; refuses a method that needs what its head does not give. */
  NmsSettings settings(Descriptor descriptor) {
    Double threshold = iou;
    if (threshold == null && descriptor.nmsIou().isPresent()) {
      threshold = descriptor.nmsIou().getAsDouble();
    }
    NmsSettings settings = NmsSettings.of(method, threshold, sigma, classAgnostic);
    Suppressions.check(settings.method(), descriptor.family(), Heads.find(descriptor).gives());
    return settings;
  }
}
