package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor of a real cluster is killed while a job runs: the result is the same. */
final class ExecutorLossIT {
  private static final String DATA = "models/data/";

  @TempDir Path folder;

  /** Waits for a moment of a job. */
  private interface Moment {
    boolean come() throws IOException;
  }

  @Test
  void aKilledExecutorChangesNoResult() throws Exception {
    List<String> calm;
    List<String> killed;
    try (StandaloneCluster cluster = new StandaloneCluster(folder);
        SparkSession spark =
            SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .getOrCreate()) {
      Processes.job("detect", detect("local[2]", "calm"));
      // Its work in the making: a task of the job has ended, others have not.
      withAKill(cluster, this::aTaskHasEnded, "detect", detect(cluster.url(), "killed"));
      calm = rows(spark, "calm");
      killed = rows(spark, "killed");
      assertEquals(300, calm.size());
      assertEquals(calm, killed);

      Processes.job("evaluate", evaluate("local[2]", "calm-evaluation"));
      withAKill(cluster, () -> true, "evaluate", evaluate(cluster.url(), "killed-evaluation"));
    }
    assertEquals(
        Files.readString(folder.resolve("calm-evaluation/metrics.json")),
        Files.readString(folder.resolve("killed-evaluation/metrics.json")));
  }

  @Test
  void aKilledExecutorChangesNoAnchors() throws Exception {
    Path boxes = folder.resolve("boxes");
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      // So many different sizes that the restarts run on the cluster too.
      spark
          .range(0, 1_200_000, 1, 8)
          .selectExpr("8 + sqrt(id) as width", "8 + (id * 7919 % 1200007) / 4000d as height")
          .write()
          .parquet(boxes.toString());
    }
    Processes.job("anchors", anchors("local[2]", boxes, "calm.json"));
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      // Counts of sizes are lost with the executor that has written them.
      withAKill(
          cluster,
          () -> any("local-worker", "shuffle_"),
          "anchors",
          anchors(cluster.url(), boxes, "killed.json"));
    }
    assertEquals(
        Files.readString(folder.resolve("calm.json")),
        Files.readString(folder.resolve("killed.json")));
  }

  private String[] anchors(String master, Path boxes, String out) {
    return new String[] {
      "--master",
      master,
      "--annotations",
      boxes.toString(),
      "--k",
      "3",
      "--restarts",
      "4",
      "--max-iterations",
      "5",
      "--out",
      folder.resolve(out).toString()
    };
  }

  private String[] detect(String master, String out) {
    return new String[] {
      "--master",
      master,
      "--images",
      DATA + "val",
      "--model",
      "models/models/yolov8.pt",
      "--out",
      folder.resolve(out).toString()
    };
  }

  private String[] evaluate(String master, String out) {
    return new String[] {
      "--master",
      master,
      "--ground-truth",
      DATA + "annotations/val.json",
      "--detections",
      folder.resolve("calm").toString(),
      "--bootstrap",
      "200",
      "--out",
      folder.resolve(out).toString()
    };
  }

  private void withAKill(StandaloneCluster cluster, Moment moment, String job, String... options)
      throws Exception {
    Path out = folder.resolve(job + ".out");
    Path err = folder.resolve(job + ".err");
    List<String> command = new ArrayList<>(List.of("jobs/" + job));
    command.addAll(List.of(options));
    Process process = Processes.start(Map.of(), out, err, command);
    while (!moment.come()) {
      assertTrue(process.isAlive(), () -> "ended too early: " + text(err));
      Thread.sleep(20);
    }
    cluster.killAnExecutor();
    assertTrue(process.isAlive(), "killed too late to show anything");
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "still running");
    assertEquals(0, process.exitValue(), () -> text(err));
  }

  /** Spark's committer keeps what ended tasks wrote below _temporary. */
  private boolean aTaskHasEnded() throws IOException {
    return any("killed", "task_");
  }

  private boolean any(String above, String beginning) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(
          p -> p.toString().contains(above) && p.getFileName().toString().startsWith(beginning));
    } catch (java.io.UncheckedIOException beingRenamed) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> rows(SparkSession spark, String name) {
    TreeSet<String> lines = new TreeSet<>();
    for (Row row : spark.read().parquet(folder.resolve(name).toString()).collectAsList()) {
      lines.add(row.json());
    }
    return new ArrayList<>(lines);
  }
}
