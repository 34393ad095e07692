package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real COCO detectors on 100 VOC photos, against what OpenCV's dnn module and PIL give. */
final class RealPhotosIT {
  /** Another decoder or resize moves AP by some thousandths. */
  private static final double TOLERANCE = .01;

  @ParameterizedTest
  @CsvSource({
    "nanodet, nanodet/nanodet_416.onnx, .459, .725",
    "yolox, coco-onnx/yolox_nano_416.onnx, .513, .754",
    "picodet, coco-onnx/picodet_s_416_coco.onnx, .578, .780",
  })
  void reachesThePublishedPrecision(
      String head, String model, double ap, double ap50, @TempDir Path folder) throws Exception {
    Path file = SharedData.require("real/" + model);
    try (DetectorRuns runs = new DetectorRuns(folder)) {
      DetectorRuns.Outcome outcome =
          runs.run(
              file,
              Path.of("src/test/resources/descriptors/" + head + ".json"),
              SharedData.require("real/voc100-images").toString(),
              SharedData.require("real/voc100_gt_coco.json"),
              .05);
      assertEquals(ap, outcome.statistic("AP"), TOLERANCE);
      assertEquals(ap50, outcome.statistic("AP50"), TOLERANCE);
    }
  }
}
