package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The 100 images that come with pycocotools, with the numbers that its demo prints and more. */
class Coco100Test {
  private static final Path FOLDER = Path.of("../shared/fixtures/coco100");

  private static void assertStatistics(String truth, String detections, double... expected) {
    if (!Files.isDirectory(FOLDER)) {
      String why = "SKIPPED: Coco100Test needs " + FOLDER;
      System.err.println(why);
      Assumptions.abort(why);
    }
    CocoResult result =
        CocoMetric.evaluate(
            Golden.truth(FOLDER.resolve(truth)), Golden.detections(FOLDER.resolve(detections)));
    double[] actual = result.statistics().values().stream().mapToDouble(v -> v).toArray();
    assertArrayEquals(expected, actual, 1e-12, "pycocotools 2.0.11");
  }

  @Test
  void demoBoxes() {
    assertStatistics(
        "cocoapi/instances_val2014_100.json",
        "cocoapi/instances_val2014_fakebbox100_results.json",
        0.5045806987249628,
        0.6969727247299577,
        0.5729816669904824,
        0.5856257209410443,
        0.5193996948036719,
        0.5013978986347466,
        0.38681277964578054,
        0.5936795762842003,
        0.595352982877607,
        0.6398109626113442,
        0.5664205978994309,
        0.5642905982905982);
  }

  @Test
  void threeImages() {
    assertStatistics(
        "basic/gt_dataset.json",
        "basic/dt_dataset.json",
        0.6947194719471946,
        0.6947194719471946,
        0.6947194719471946,
        -1,
        0.7920792079207921,
        0,
        0.6666666666666666,
        0.75,
        0.75,
        -1,
        0.7916666666666666,
        0);
  }
}
