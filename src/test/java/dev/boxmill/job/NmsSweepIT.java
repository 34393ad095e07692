package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AP of a sweep's settings, on some of the zoo's images. */
final class NmsSweepIT {
  private static final List<String> SWEEP =
      List.of("--nms-sweep", "--sweep-scores", "0.05,0.3", "--sweep-ious", "0.3,0.6,0.9");

  @TempDir Path folder;

  private void detect(String out, String master, List<String> more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("detect", "--master", master, "--model", "models/models/yolov8.pt"));
    for (int i = 1; i <= 20; i++) {
      words.addAll(List.of("--images", String.format("models/data/val/%06d.jpg", i)));
    }
    words.addAll(List.of("--batch-size", "2"));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(more);
    Cli run = Cli.run(words.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
  }

  private Cli evaluate(String detections, String out, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("evaluate", "--ground-truth", "models/data/annotations/val.json"));
    words.addAll(List.of("--detections", folder.resolve(detections).toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return RunFacts.JSON.readTree(folder.resolve(file).toFile());
  }

  @Test
  void apOfASettingIsThatOfARunWithIt() throws IOException {
    detect("swept", "local[2]", SWEEP);
    assertEquals(0, evaluate("swept", "measured", "--nms-sweep", "--master", "none").code());
    JsonNode points = json("measured/nms_sweep.json").get("points");
    assertEquals(6, points.size());
    for (int i : new int[] {0, 4}) {
      JsonNode point = points.get(i);
      String score = point.get("scoreThreshold").asText();
      String iou = point.get("iou").asText();
      detect("run" + i, "local[2]", List.of("--score-threshold", score, "--nms-iou", iou));
      assertEquals(0, evaluate("run" + i, "alone" + i, "--master", "none").code());
      JsonNode alone = json("alone" + i + "/metrics.json").get("coco");
      assertTrue(alone.get("AP").asDouble() > .01, alone.toString());
      assertEquals(alone.get("AP").asDouble(), point.get("ap").asDouble(), score + " " + iou);
      assertEquals(alone.get("AP50").asDouble(), point.get("ap50").asDouble(), score + " " + iou);
    }

    // The same from one task, and on Spark.
    detect("again", "local[1]", SWEEP);
    assertEquals(0, evaluate("again", "spark", "--nms-sweep", "--master", "local[2]").code());
    JsonNode others = json("spark/nms_sweep.json").get("points");
    for (int i = 0; i < 6; i++) {
      for (String number : List.of("ap", "ap50", "boxesBefore", "boxesKept")) {
        assertEquals(points.get(i).get(number), others.get(i).get(number), number + " of " + i);
      }
    }

    Cli without = evaluate("run0", "none", "--nms-sweep");
    assertEquals(2, without.code());
    assertTrue(without.err().contains("run detect with --nms-sweep"), without.err());
  }
}
