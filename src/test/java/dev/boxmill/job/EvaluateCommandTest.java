package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.CocoMetric;
import dev.boxmill.eval.CocoResult;
import dev.boxmill.eval.Golden;
import dev.boxmill.eval.Metric;
import dev.boxmill.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The job as a user calls it, and every mistake as the line that the user sees. */
class EvaluateCommandTest {
  @TempDir Path folder;

  /** Exit code, standard output and standard error of one run. */
  private record Run(int code, String out, String err) {}

  /** The command itself; opens and closes a session. */
  private static Run command(Path truth, Path detections, Path out, String... more) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = new CommandLine(new EvaluateCommand());
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(errors));
    line.setExecutionExceptionHandler(
        (e, command, unused) -> CommandLineRunner.report(e, command.getErr()));
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--master=local[2]",
                    "--ground-truth=" + truth,
                    "--detections=" + detections,
                    "--out=" + out),
                Stream.of(more))
            .toList();
    int code = line.execute(arguments.toArray(new String[0]));
    return new Run(code, output.toString(), errors.toString());
  }

  private void assertRefused(
      SparkSession spark, Path truth, Path detections, Path out, String message)
      throws IOException {
    StringWriter errors = new StringWriter();
    EvaluateConfig config =
        new EvaluateConfig(
            truth.toString(), detections.toString(), out.toString(), "coco", Metric.Mode.CORRECTED);
    EvaluateJob job = new EvaluateJob(spark, config, new PrintWriter(new StringWriter()));
    UserException e = assertThrows(UserException.class, job::run);
    assertEquals(2, CommandLineRunner.report(e, new PrintWriter(errors)));
    assertEquals("boxmill: " + message + "\n", errors.toString());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.filter(p -> p.toString().contains(".tmp-")).count(), "cleaned up");
    }
  }

  @Test
  void writesTheWholeFolder() throws IOException {
    Path out = folder.resolve("a/evaluation");
    Run run = command(Golden.TRUTH, Golden.DETECTIONS, out);
    assertEquals(0, run.code(), run.err());
    CocoResult expected =
        CocoMetric.evaluate(Golden.truth(Golden.TRUTH), Golden.detections(Golden.DETECTIONS));
    assertTrue(run.out().contains(String.join("\n", expected.summary())), run.out());
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
    expected
        .statistics()
        .forEach((k, v) -> assertEquals(v, metrics.get("coco").get(k).asDouble(), 0, k));
    JsonNode facts = new ObjectMapper().readTree(out.resolve("_run.json").toFile());
    assertEquals("boxmill-run/1", facts.get("schema").asText());
    assertEquals("evaluate", facts.get("job").asText());
    assertEquals(300, facts.at("/facts/images").asInt());
    assertEquals(
        Golden.detections(Golden.DETECTIONS).size(), facts.at("/facts/detections").asInt());
    assertEquals(out.toString(), facts.at("/options/out").asText());
    assertTrue(facts.at("/facts/warnings").isArray());
    try (SparkSession spark = LocalSpark.open(2)) {
      List<Row> curves = spark.read().parquet(out.resolve("curves").toString()).collectAsList();
      assertEquals(101 * 10 * (40 + 1), curves.size());
      double mean =
          curves.stream()
              .filter(row -> row.getInt(0) == -1)
              .mapToDouble(row -> row.getDouble(4))
              .average()
              .orElseThrow();
      assertEquals(
          expected.statistics().get("AP"), mean, 1e-12, "summed in another order than numpy's");
      assertEquals(48, spark.read().parquet(out.resolve("examples").toString()).count());
    }
  }

  @Test
  void mistakesAreOneLineAndExitTwo() throws IOException {
    Path edge = Golden.EDGE_TRUTH;
    Path found = Golden.EDGE_DETECTIONS;
    Path out = folder.resolve("out");
    Path nothing = folder.resolve("nothing.json");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"images\":[\n{\"id\":}]}");
    try (SparkSession spark = LocalSpark.open(2)) {
      assertRefused(spark, nothing, found, out, "--ground-truth " + nothing + ": no such file");
      assertRefused(
          spark, edge, nothing, out, "--detections " + nothing + ": no such file or folder");
      assertRefused(
          spark,
          edge,
          found,
          folder,
          "--out " + folder + ": already there; remove it or choose another");
      assertRefused(
          spark,
          broken,
          found,
          out,
          broken
              + ":2:7: malformed JSON: Unexpected character ('}' (code 125)): expected a value;"
              + " repair or write the file again");
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void anUnknownProtocolIsRefusedBeforeSparkStarts() {
    Run run = command(Golden.TRUTH, Golden.DETECTIONS, folder.resolve("out"), "--protocol=voc");
    assertEquals("boxmill: --protocol voc: unknown; known: coco\n", run.err());
    assertEquals(2, run.code());
  }

  @Test
  void anUnwritableOutputIsOneLine() throws IOException {
    Path out = Files.createFile(folder.resolve("file")).resolve("out");
    Run run = command(Golden.EDGE_TRUTH, Golden.EDGE_DETECTIONS, out);
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("boxmill: --out " + out + ": cannot be written ("), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
