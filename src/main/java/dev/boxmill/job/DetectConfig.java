package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DeviceChoice;

/**
 * What a detect run is asked for; checked when made.
 *
 * @param modelSha256 what the model's file must have, in hexadecimal; null for anything
 * @param descriptor null for the model's path with .json
 * @param cocoJson null for none
 */
record DetectConfig(
    InputConfig inputs,
    String model,
    String modelSha256,
    String descriptor,
    String out,
    String cocoJson,
    int batchSize,
    DeviceChoice device,
    double scoreThreshold,
    NmsOptions nms,
    int maxDetections,
    WaveOptions waves,
    ImageOutputOptions imageOutputs) {

  DetectConfig {
    require(
        modelSha256 == null || modelSha256.matches("[0-9a-fA-F]{64}"),
        "--model-sha256 " + modelSha256,
        "64 hexadecimal digits");
    require(batchSize >= 1 && batchSize <= 4096, "--batch-size " + batchSize, "1 to 4096");
    require(maxDetections >= 1, "--max-detections " + maxDetections, "at least 1");
    require(
        scoreThreshold >= 0 && scoreThreshold <= 1,
        "--score-threshold " + scoreThreshold,
        "a number in [0, 1]");
    nms.check();
    waves.check();
    imageOutputs.check();
  }

  private static void require(boolean holds, String given, String expected) {
    if (!holds) {
      throw new UserException(given + ": give " + expected);
    }
  }

  /**
   * Holds the model against the checksum that was asked for.
   *
   * @throws UserException when it is another file
   */
  void requireChecksum(String found) {
    if (modelSha256 != null && !modelSha256.equalsIgnoreCase(found)) {
      throw new UserException(
          "--model "
              + model
              + ": has SHA-256 "
              + found
              + ", not "
              + modelSha256
              + " (--model-sha256); it is not run");
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
