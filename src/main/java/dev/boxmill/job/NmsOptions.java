package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.Suppressions;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
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
