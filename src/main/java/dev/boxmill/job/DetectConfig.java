package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DeviceChoice;

/**
 * What a detect run is asked for; checked when made.
 *
 * @param descriptor null for the model's path with .json
 * @param cocoJson null for none
 * @param nmsIou null for the descriptor's
 */
record DetectConfig(
    InputConfig inputs,
    String model,
    String descriptor,
    String out,
    String cocoJson,
    int batchSize,
    DeviceChoice device,
    double scoreThreshold,
    Double nmsIou,
    int maxDetections) {

  DetectConfig {
    require(batchSize >= 1 && batchSize <= 4096, "--batch-size " + batchSize, "1 to 4096");
    require(maxDetections >= 1, "--max-detections " + maxDetections, "at least 1");
    require(
        scoreThreshold >= 0 && scoreThreshold <= 1,
        "--score-threshold " + scoreThreshold,
        "a number in [0, 1]");
    require(
        nmsIou == null || (nmsIou >= 0 && nmsIou <= 1),
        "--nms-iou " + nmsIou,
        "a number in [0, 1]");
  }

  private static void require(boolean holds, String given, String expected) {
    if (!holds) {
      throw new UserException(given + ": give " + expected);
    }
  }

  /** Where the descriptor is: as given, or beside the model. */
  String descriptorPath() {
    if (descriptor != null) {
      return descriptor;
    }
    int dot = model.lastIndexOf('.');
    return (dot > model.lastIndexOf('/') ? model.substring(0, dot) : model) + ".json";
  }
}
