package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.store.DetectionSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detect run is killed, and the same command goes on with it. */
final class KilledRunIT {
  @TempDir Path folder;

  private List<String> command(String out, String... more) {
    List<String> command = new ArrayList<>(List.of("jobs/detect", "--master", "local[2]"));
    command.addAll(List.of("--images", "models/data/val", "--model", "models/models/yolov8.pt"));
    command.addAll(List.of("--wave-images", "30", "--out", folder.resolve(out).toString()));
    command.addAll(List.of("--coco-json", folder.resolve(out + ".json").toString()));
    command.addAll(List.of(more));
    return command;
  }

  private Processes.Result run(String out, String... more) throws Exception {
    return Processes.run(Map.of(), command(out, more).toArray(String[]::new));
  }

  @Test
  void theSameCommandGoesOnWithAKilledRun() throws Exception {
    Path unfinished = folder.resolve(".killed.unfinished");
    killAt(unfinished.resolve("_waves/000002.json"));
    assertFalse(Files.exists(folder.resolve("killed")));
    UserException reading =
        assertThrows(
            UserException.class,
            () -> DetectionSources.open(unfinished.toString(), new Configuration()));
    assertTrue(reading.getMessage().contains("has not ended"), reading.getMessage());
    // What a killed task leaves half-written must not be taken for rows.
    Files.writeString(unfinished.resolve("part-00000-stray.parquet"), "half");

    Processes.Result changed = run("killed", "--score-threshold", "0.3");
    assertEquals(2, changed.code(), changed.err());
    assertTrue(changed.err().contains("another --score-threshold (0.01, now 0.3)"), changed.err());

    Processes.Result again = run("killed");
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("going on behind "), again.err());
    assertTrue(again.out().contains("300 images"), again.out());
    assertEquals(0, run("calm").code());
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      List<String> rows = rows(spark, "calm");
      assertEquals(300, rows.size());
      assertEquals(rows, rows(spark, "killed"));
    }
    assertEquals(
        Files.readString(folder.resolve("calm.json")),
        Files.readString(folder.resolve("killed.json")));
    assertEquals(List.of("calm", "calm.json", "killed", "killed.json"), names(folder));
    assertEquals(names(folder.resolve("calm")).size(), names(folder.resolve("killed")).size());

    Processes.Result there = run("killed");
    assertEquals(2, there.code());
    assertTrue(there.err().contains("already there"), there.err());
    assertEquals(0, run("killed", "--overwrite", "--score-threshold", "0.5").code());
    assertTrue(
        Files.readString(folder.resolve("killed/_run.json")).contains("\"score-threshold\" : 0.5"));
  }

  @Test
  void anotherJobThatIsKilledLeavesNoOutput() throws Exception {
    kill(
        () -> names(folder).stream().anyMatch(n -> n.startsWith(".anchors.json.tmp-")),
        anchors(5_000));
    assertFalse(Files.exists(folder.resolve("anchors.json")));
    assertEquals(0, Processes.run(Map.of(), anchors(1).toArray(String[]::new)).code());
    assertTrue(Files.readString(folder.resolve("anchors.json")).strip().endsWith("}"));
  }

  private List<String> anchors(int restarts) {
    List<String> command = new ArrayList<>(List.of("jobs/anchors", "--k", "9"));
    command.addAll(List.of("--annotations", "models/data/annotations/train_boxes.json"));
    command.addAll(List.of("--restarts", Integer.toString(restarts)));
    command.addAll(List.of("--out", folder.resolve("anchors.json").toString()));
    return command;
  }

  /** Waits for a moment of a job. */
  private interface Moment {
    boolean come() throws Exception;
  }

  private void killAt(Path sign) throws Exception {
    kill(() -> Files.exists(sign), command("killed"));
  }

  private void kill(Moment moment, List<String> command) throws Exception {
    Path err = folder.resolveSibling(folder.getFileName() + ".err");
    Process process = Processes.start(Map.of(), err, err, command);
    while (!moment.come()) {
      assertTrue(process.isAlive(), () -> "ended too early");
      Thread.sleep(5);
    }
    assertTrue(process.destroyForcibly().waitFor(1, TimeUnit.MINUTES));
    assertTrue(process.exitValue() != 0, "killed too late to show anything");
    Files.delete(err);
  }

  private List<String> rows(SparkSession spark, String name) {
    return spark.read().parquet(folder.resolve(name).toString()).collectAsList().stream()
        .map(Row::json)
        .sorted()
        .toList();
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
