package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.spark.DetectRun;

/**
 * What a detect run is asked for; checked when made.
 *
 * @param cocoJson null for none
 * @param batchSize a number, or "auto"
 */
record DetectConfig(
    InputConfig inputs,
    ModelOptions models,
    String out,
    String cocoJson,
    String batchSize,
    DeviceChoice device,
    double scoreThreshold,
    NmsOptions nms,
    int maxDetections,
    CombineOptions combine,
    WaveOptions waves,
    ImageOutputOptions imageOutputs,
    BenchmarkOptions benchmark) {

  DetectConfig {
    models.check();
    require(
        batchSize.equals("auto") || batchSize.matches("[1-9]\\d{0,3}") && number(batchSize) <= 4096,
        "--batch-size " + batchSize,
        "1 to 4096, or auto");
    require(maxDetections >= 1, "--max-detections " + maxDetections, "at least 1");
    require(
        scoreThreshold >= 0 && scoreThreshold <= 1,
        "--score-threshold " + scoreThreshold,
        "a number in [0, 1]");
    nms.check();
    combine.combination(models.files.size());
    boolean apart = models.files.size() > 1 && combine.ensemble == null;
    require(
        !apart || cocoJson == null,
        "--coco-json " + cocoJson,
        "it with one model or --ensemble; COCO results cannot keep models apart");
    require(
        !apart || (imageOutputs.yoloDir == null && imageOutputs.vocDir == null),
        "--yolo-dir, --voc-dir",
        "them with one model or --ensemble; label files cannot keep models apart");
    require(
        !models.masks || (models.files.size() == 1 && combine.tile == 0 && combine.tta.isBlank()),
        "--masks",
        "it with one model, without --tta and --tile");
    require(models.files.size() == 1 || !nms.sweep, "--nms-sweep", "it with one model");
    waves.check();
    imageOutputs.check();
    benchmark.check();
    boolean more = nms.sweep || cocoJson != null || imageOutputs.wanted();
    require(
        !benchmark.wanted || !more,
        "--benchmark",
        "it without --nms-sweep and other outputs; it writes no detections");
    boolean several = combine.tile > 0 || !combine.tta.isBlank() || models.files.size() > 1;
    require(
        !benchmark.wanted || !(several || models.masks),
        "--benchmark",
        "it with one model, without --tta, --tile and --masks");
  }

  /** Images of a forward pass, or {@link DetectRun#AUTO}. */
  int batch() {
    return batchSize.equals("auto") ? DetectRun.AUTO : number(batchSize);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static void require(boolean holds, String given, String expected) {
    if (!holds) {
      throw new UserException(given + ": give " + expected);
    }
  }
}
