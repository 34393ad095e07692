package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.eval.AreaRange;
import dev.boxmill.eval.CocoEvaluation;
import dev.boxmill.eval.CocoMetric;
import dev.boxmill.eval.CocoParameters;
import dev.boxmill.eval.CocoResult;
import dev.boxmill.eval.Golden;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The job as a user calls it, and every mistake as the line that the user sees. */
class EvaluateCommandTest {
  @TempDir Path folder;

  /** Exit code, standard output and standard error of one run. */
  private record Run(int code, String out, String err) {}

  /** The command itself; opens and closes a session where there is a master. */
  private static Run command(String master, Path truth, Path detections, Path out, String... more) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = new CommandLine(new EvaluateCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(errors));
    line.setExecutionExceptionHandler(
        (e, command, unused) -> CommandLineRunner.report(e, command.getErr()));
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--master=" + master,
                    "--ground-truth=" + truth,
                    "--detections=" + detections,
                    "--out=" + out),
                Stream.of(more))
            .toList();
    int code = line.execute(arguments.toArray(new String[0]));
    return new Run(code, output.toString(), errors.toString());
  }

  private void assertRefused(Path truth, Path detections, Path out, String message)
      throws IOException {
    Run run = command("none", truth, detections, out);
    assertEquals("boxmill: " + message + "\n", run.err());
    assertEquals(2, run.code());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.filter(p -> p.toString().contains(".tmp-")).count(), "cleaned up");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "local[2]"})
  void writesTheWholeFolder(String master) throws IOException {
    Path out = folder.resolve("a/evaluation");
    Run run = command(master, Golden.TRUTH, Golden.DETECTIONS, out);
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
              .filter(row -> row.getInt(1) == -1)
              .mapToDouble(row -> row.getDouble(5))
              .average()
              .orElseThrow();
      assertEquals(
          expected.statistics().get("AP"), mean, 1e-12, "summed in another order than numpy's");
      assertEquals(48, spark.read().parquet(out.resolve("examples").toString()).count());
    }
  }

  /** A hierarchy that puts the first class above the second; Spark has to carry it to its tasks. */
  @Test
  void aHierarchyWidensClassesWithSparkAndWithout() throws IOException {
    List<String> names =
        Golden.truth(Golden.TRUTH).categories().stream().map(c -> c.name()).toList();
    Path file =
        Files.writeString(
            folder.resolve("hierarchy.json"),
            String.format(
                "{\"LabelName\":\"%s\",\"Subcategory\":[{\"LabelName\":\"%s\"}]}",
                names.get(0), names.get(1)));
    String[] options = {"--protocol=openimages,voc07", "--hierarchy=" + file};
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path flat = folder.resolve("flat");
    assertEquals(0, command("none", Golden.TRUTH, Golden.DETECTIONS, one, options).code());
    assertEquals(0, command("local[2]", Golden.TRUTH, Golden.DETECTIONS, two, options).code());
    assertEquals(
        0, command("none", Golden.TRUTH, Golden.DETECTIONS, flat, "--protocol=openimages").code());
    assertEquals(
        Files.readString(one.resolve("metrics.json")),
        Files.readString(two.resolve("metrics.json")));
    ObjectMapper json = new ObjectMapper();
    JsonNode wide = json.readTree(one.resolve("metrics.json").toFile()).at("/openimages/perClass");
    JsonNode plain =
        json.readTree(flat.resolve("metrics.json").toFile()).at("/openimages/perClass");
    assertEquals(
        plain.at("/0/groundTruths").asInt() + plain.at("/1/groundTruths").asInt(),
        wide.at("/0/groundTruths").asInt());
    assertEquals(plain.get(1), wide.get(1));
    Path nothing = folder.resolve("nothing.json");
    Run run =
        command(
            "none", Golden.TRUTH, Golden.DETECTIONS, folder.resolve("x"), "--hierarchy=" + nothing);
    assertEquals("boxmill: --hierarchy " + nothing + ": no such file\n", run.err());
  }

  @Test
  void mistakesAreOneLineAndExitTwo() throws IOException {
    Path edge = Golden.EDGE_TRUTH;
    Path found = Golden.EDGE_DETECTIONS;
    Path out = folder.resolve("out");
    Path nothing = folder.resolve("nothing.json");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"images\":[\n{\"id\":}]}");
    assertRefused(nothing, found, out, "--ground-truth " + nothing + ": no such file");
    assertRefused(edge, nothing, out, "--detections " + nothing + ": no such file or folder");
    assertRefused(
        edge, found, folder, "--out " + folder + ": already there; remove it or choose another");
    assertRefused(
        broken,
        found,
        out,
        broken
            + ":2:7: malformed JSON: Unexpected character ('}' (code 125)): expected a value;"
            + " repair or write the file again");
    assertFalse(Files.exists(out));
  }

  @Test
  void anUnknownProtocolIsRefusedBeforeSparkStarts() {
    Run run = edge("--protocol=nosuch");
    assertTrue(
        run.err().startsWith("boxmill: --protocol nosuch: unknown; known: "), "not: " + run.err());
    assertEquals(2, run.code());
  }

  private Run edge(String... more) {
    Path out = folder.resolve("out");
    return command("none", Golden.EDGE_TRUTH, Golden.EDGE_DETECTIONS, out, more);
  }

  @Test
  void aNumberBelowWhatItHasToReachIsExitThree() {
    Run below = edge("--fail-under=AP50=.1,coco.AP=.99");
    assertEquals(3, below.code());
    assertTrue(
        below.out().lines().anyMatch(l -> l.matches("evaluate: coco AP is 0\\.\\d{4}, below 0.99")),
        below.out());
    assertTrue(Files.exists(folder.resolve("out/metrics.json")), "the results are written");
  }

  @Test
  void aNumberThatIsReachedOrUnknown() {
    assertEquals(0, edge("--fail-under=AP50=.01").code());
    Run wrong =
        command(
            "none",
            Golden.EDGE_TRUTH,
            Golden.EDGE_DETECTIONS,
            folder.resolve("b"),
            "--fail-under=AQ=1");
    assertEquals(2, wrong.code());
    assertTrue(
        wrong.err().contains("boxmill: --fail-under AQ: no such number; there are AP, AP50"),
        wrong.err());
    Run malformed = edge("--fail-under=AP50");
    assertEquals(
        "boxmill: --fail-under AP50: give a number's name and a value, as in AP50=.6\n",
        malformed.err());
  }

  @Test
  void optionsReachTheProtocol() throws IOException {
    Run run = edge("--iou=.3,.9", "--area=all=0:1e10,tiny=0:256", "--max-detections=1,10,300");
    assertEquals(0, run.code(), run.err());
    CocoParameters parameters =
        CocoParameters.standard()
            .withIouThresholds(.3, .9)
            .withAreas(List.of(new AreaRange("all", 0, 1e10), new AreaRange("tiny", 0, 256)))
            .withMaxDetections(1, 10, 300);
    CocoEvaluation expected = new CocoMetric().start(Golden.truth(Golden.EDGE_TRUTH), parameters);
    expected.add(Golden.detections(Golden.EDGE_DETECTIONS));
    JsonNode coco =
        new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile()).get("coco");
    expected.result().statistics().forEach((k, v) -> assertEquals(v, coco.get(k).asDouble(), 0, k));
    List<String> lines = Files.readAllLines(folder.resolve("out/tables/coco-perClass.csv"));
    assertEquals("categoryId,name,AP,AP50,AR100,groundTruths,detections", lines.get(0));
    assertEquals(coco.get("perClass").size() + 1, lines.size());
  }

  @Test
  void classesAreFoundByName() throws IOException {
    Path truth =
        Files.writeString(
            folder.resolve("gt.json"),
            "{\"images\": [{\"id\": 1}], \"categories\": [{\"id\": 9, \"name\": \"Sofa\"},"
                + " {\"id\": 3, \"name\": \"dog\"}], \"annotations\": [{\"id\": 1, \"image_id\": 1,"
                + " \"category_id\": 9, \"bbox\": [0, 0, 9, 9]}]}");
    String box = "\"image_id\": 1, \"bbox\": [0, 0, 9, 9], \"score\": 0.5}";
    Path found =
        Files.writeString(
            folder.resolve("dt.json"),
            "[{\"category_id\": 1, " + box + ", {\"category_id\": 3, " + box + "]");
    Path names = Files.writeString(folder.resolve("names.txt"), "couch\ndog\nzebra\n");
    Path out = folder.resolve("named");
    Run run =
        command(
            "none",
            truth,
            found,
            out,
            "--detection-classes=" + names,
            "--aliases=conf/aliases-coco-voc.txt");
    assertEquals(0, run.code(), run.err());
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
    assertEquals(1, metrics.at("/coco/AP").asDouble(), 1e-12, "couches are sofas");
    assertTrue(
        run.err().contains("1 detections of classes that the ground truth lacks are left out"),
        "zebra is no. 3, which is the dog's number: " + run.err());
    assertTrue(run.err().contains("1 of the detections' 3 class names"), run.err());
    Run nameless = command("none", truth, found, folder.resolve("b"), "--match-names");
    assertEquals(
        "boxmill: --match-names: "
            + found
            + " holds category ids without names; give --detection-classes\n",
        nameless.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "local[2]"})
  void mistakesInTheInputAreWarnings(String master) throws IOException {
    Path out = folder.resolve("checked");
    Run run = command(master, Golden.EDGE_TRUTH, Golden.EDGE_DETECTIONS, out);
    String warning = "68 of 1,936 scores are not in 0..1";
    assertTrue(run.err().contains("evaluate: warning: " + warning), run.err());
    ObjectMapper mapper = new ObjectMapper();
    JsonNode metrics = mapper.readTree(out.resolve("metrics.json").toFile());
    assertTrue(metrics.get("warnings").get(1).asText().startsWith(warning));
    assertFalse(metrics.has("checks"), "not asked for");
    JsonNode facts = mapper.readTree(out.resolve("_run.json").toFile());
    assertEquals(metrics.get("warnings"), facts.at("/facts/warnings"));
    Run unchecked = edge("--no-checks");
    assertEquals(1, unchecked.err().lines().count(), "of unknown classes only: " + unchecked.err());
  }

  @Test
  void anUnwritableOutputIsOneLine() throws IOException {
    Path out = Files.createFile(folder.resolve("file")).resolve("out");
    Run run = command("none", Golden.EDGE_TRUTH, Golden.EDGE_DETECTIONS, out);
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("boxmill: --out " + out + ": cannot be written ("), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
