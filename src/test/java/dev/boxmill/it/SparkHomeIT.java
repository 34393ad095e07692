package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spark installation of the user's is used, through Spark's own launcher. */
final class SparkHomeIT {
  private static final String[] ANCHORS = {
    "--annotations", "models/data/annotations/train_boxes.json", "--k", "5", "--out"
  };

  @Test
  void sparkHomesOwnSubmitRunsTheJob(@TempDir Path folder) throws Exception {
    Path home = installation(folder.resolve("spark"));
    Path out = folder.resolve("anchors.json");
    Processes.Result result =
        Processes.run(Map.of("SPARK_HOME", home.toString()), command("jobs/anchors", out));
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.readString(out).contains("boxmill-anchors/1"));
    assertTrue(Files.exists(home.resolve("used")), "bin/spark-submit of SPARK_HOME was not called");
  }

  @Test
  void wrongSparkHomeIsOneLine(@TempDir Path folder) throws Exception {
    Processes.Result result =
        Processes.run(
            Map.of("SPARK_HOME", folder.toString()), command("jobs/anchors", folder.resolve("a")));
    assertEquals(2, result.code());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void dryRunPrintsTheCommandAndRunsNothing(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("anchors.json");
    String[] command = command("jobs/anchors", out);
    String[] dry = java.util.Arrays.copyOf(command, command.length + 1);
    dry[command.length] = "--dry-run";
    Processes.Result result = Processes.run(Map.of(), dry);
    assertEquals(0, result.code());
    assertTrue(result.out().contains("dev.boxmill.job.Main anchors --annotations"), result.out());
    assertTrue(Files.notExists(out));
    String[] away = java.util.Arrays.copyOf(dry, dry.length + 1);
    away[dry.length] = "--master=spark://example:7077";
    result = Processes.run(Map.of(), away);
    assertTrue(result.out().contains("SparkSubmit"), result.out());
    assertTrue(Files.notExists(out));
  }

  private static String[] command(String job, Path out) {
    String[] command = new String[ANCHORS.length + 2];
    command[0] = job;
    System.arraycopy(ANCHORS, 0, command, 1, ANCHORS.length);
    command[command.length - 1] = out.toString();
    return command;
  }

  /** Spark's distribution as far as Maven has it: the jars, and a bin/ that calls its launcher. */
  private static Path installation(Path home) throws Exception {
    Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(home.resolve("jars"), Processes.HOME.resolve("target/spark/jars"));
    Files.createFile(home.resolve("RELEASE"));
    Path submit = home.resolve("bin/spark-submit");
    Files.writeString(
        submit,
        """
        #!/usr/bin/env bash
        touch "$SPARK_HOME/used"
        export SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
        mapfile -d '' command < <(java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \\
          org.apache.spark.deploy.SparkSubmit "$@")
        # The launcher prints an empty word and a line end before the command.
        command=("${command[@]:1}")
        command[0]=${command[0]//$'\\n'/}
        exec "${command[@]}"
        """);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }
}
