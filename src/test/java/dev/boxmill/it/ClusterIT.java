package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands on one JVM, on executors of their own and on a real cluster: same results. */
final class ClusterIT {
  private static final String DATA = "models/data/";

  /** What a run produced, in a form that compares exactly. */
  private record Outcome(
      List<String> detections, String metrics, List<String> curves, String anchors) {}

  @Test
  void mastersAgreeToTheLastDigit(@TempDir Path folder) throws Exception {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    try (StandaloneCluster cluster = new StandaloneCluster(folder);
        SparkSession spark =
            SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .getOrCreate()) {
      for (String master : List.of("local[2]", "local-cluster[2,1,2048]", cluster.url())) {
        Path out = folder.resolve("run" + outcomes.size());
        Files.createDirectory(out);
        outcomes.put(master, run(spark, master, out));
      }
    }
    Outcome expected = outcomes.get("local[2]");
    assertEquals(300, expected.detections().size());
    assertFalse(expected.curves().isEmpty());
    outcomes.forEach((master, outcome) -> assertEquals(expected, outcome, master));
  }

  private static Outcome run(SparkSession spark, String master, Path out) throws Exception {
    String detections = out.resolve("detections").toString();
    Path evaluation = out.resolve("evaluation");
    Path anchors = out.resolve("anchors.json");
    Processes.job(
        "detect",
        "--master",
        master,
        "--images",
        DATA + "val",
        "--model",
        "models/models/yolov8.pt",
        "--out",
        detections);
    Processes.job(
        "evaluate",
        "--master",
        master,
        "--ground-truth",
        DATA + "annotations/val.json",
        "--detections",
        detections,
        "--out",
        evaluation.toString());
    Processes.job(
        "anchors",
        "--master",
        master,
        "--annotations",
        DATA + "annotations/train_boxes.json",
        "--k",
        "9",
        "--out",
        anchors.toString());
    return new Outcome(
        rows(spark, detections),
        Files.readString(evaluation.resolve("metrics.json")),
        rows(spark, evaluation.resolve("curves").toString()),
        Files.readString(anchors));
  }

  private static List<String> rows(SparkSession spark, String folder) {
    TreeSet<String> lines = new TreeSet<>();
    for (Row row : spark.read().parquet(folder).collectAsList()) {
      lines.add(row.json());
    }
    return new ArrayList<>(lines);
  }
}
