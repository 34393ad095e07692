package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.eval.Golden;
import dev.boxmill.report.Example;
import dev.boxmill.store.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals, slices and comparisons as a user asks for them. */
class CompareCommandTest {
  @TempDir Path folder;

  private Cli evaluate(String... more) {
    return evaluateTo("out", more);
  }

  private Cli evaluateTo(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--ground-truth=" + Golden.EDGE_TRUTH,
                "--detections=" + Golden.EDGE_DETECTIONS,
                "--out=" + folder.resolve(out)));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(new String[0]));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out").resolve(file).toFile());
  }

  @Test
  void sparkAndOneProcessDrawTheSame() throws IOException {
    assertEquals(0, evaluate("--master=none", "--bootstrap=50", "--slice=size").code());
    JsonNode here = json("metrics.json").get("coco");
    assertEquals(7, here.get("intervals").size());
    assertEquals(50, here.at("/intervals/0/draws").asInt());
    assertTrue(here.at("/intervals/0/low").asDouble() < here.get("AP").asDouble());
    assertTrue(here.at("/intervals/0/high").asDouble() > here.get("AP").asDouble());
    Cli spark = evaluateTo("spark", "--master=local[2]", "--bootstrap=50", "--slice=size");
    assertEquals(0, spark.code(), spark.err());
    assertEquals(
        here,
        new ObjectMapper().readTree(folder.resolve("spark/metrics.json").toFile()).get("coco"));
  }

  @Test
  void slicesByColumnsOfATable() throws IOException {
    StringBuilder table = new StringBuilder("\uFEFFcamera,\"image_id\",place\r\n");
    JsonNode images = new ObjectMapper().readTree(Golden.EDGE_TRUTH.toFile()).get("images");
    for (int i = 1; i < images.size(); i++) {
      String camera = i % 2 == 0 ? "\"left, \"\"old\"\"\"" : "right";
      table.append(camera + "," + images.get(i).get("id") + ",x\r\n");
    }
    Path file = Files.writeString(folder.resolve("images.csv"), table);
    Cli run = evaluate("--master=none", "--images=" + file, "--slice=camera,objects");
    assertEquals(0, run.code(), run.err());
    List<String> cameras = new ArrayList<>();
    int counted = 0;
    for (JsonNode row : json("metrics.json").at("/coco/slices")) {
      if (row.get("slice").asText().equals("camera")) {
        cameras.add(row.get("value").asText());
        counted += row.get("images").asInt();
      }
    }
    assertEquals(List.of("(none)", "left, \"old\"", "right"), cameras);
    assertEquals(images.size(), counted);
  }

  @Test
  void slicesByAColumnOfParquet() throws IOException {
    JsonNode images = new ObjectMapper().readTree(Golden.EDGE_TRUTH.toFile()).get("images");
    Path file = folder.resolve("images.parquet");
    ParquetRows.write(
        new org.apache.hadoop.fs.Path(file.toUri()),
        new Configuration(),
        MessageTypeParser.parseMessageType(
            "message images { required int64 image_id; required int32 hour; }"),
        images,
        (image, row) -> row.add(image.get("id").asLong()).add(image.get("id").asInt() % 2 + 9));
    Cli run = evaluate("--master=none", "--images=" + file, "--slice=hour");
    assertEquals(0, run.code(), run.err());
    JsonNode slices = json("metrics.json").at("/coco/slices");
    // As numbers, not as text: 9 comes before 10.
    assertEquals("9", slices.at("/0/value").asText());
    assertEquals("10", slices.at("/1/value").asText());
    assertEquals(images.size(), slices.at("/0/images").asInt() + slices.at("/1/images").asInt());
    Path broken = Files.writeString(folder.resolve("broken.parquet"), "PAR1 and no more");
    String error = evaluateTo("again", "--images=" + broken, "--slice=hour").err();
    assertTrue(error.startsWith("boxmill: --images " + broken + ": cannot be read ("), error);
    assertEquals(1, error.lines().count(), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camera,place;x,y|has no column image_id, id or file_name; it has camera, place",
        "id,place;1,y|has no column camera; it has id, place",
        "id,camera;99999999,y|no row's id is that of an image of the ground truth; give the"
            + " matching table",
        "id,camera;1|row 1 has 1 fields, the header 2; repair the table",
        "''|is empty; give a table with a header"
      })
  void aTableThatDoesNotFitIsOneLine(String text, String complaint) throws IOException {
    Path file = Files.writeString(folder.resolve("images.csv"), text.replace(';', '\n'));
    Cli run = evaluate("--master=none", "--images=" + file, "--slice=camera");
    assertEquals("boxmill: --images " + file + ": " + complaint + "\n", run.err());
    assertEquals(2, run.code());
  }

  /** Every other detection of the edge cases. */
  private Path half() throws IOException {
    Path half = folder.resolve("half.json");
    JsonNode all = new ObjectMapper().readTree(Golden.EDGE_DETECTIONS.toFile());
    List<JsonNode> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      kept.add(all.get(i));
    }
    new ObjectMapper().writeValue(half.toFile(), kept);
    return half;
  }

  /** The images that the comparison lists first each way, with each run's own detections. */
  @Test
  void changedImagesAreKeptOfBothRuns() throws IOException {
    Path half = half();
    Cli run = evaluate("--master=none", "--detections=" + half);
    assertEquals(0, run.code(), run.err());
    TreeSet<Long> wanted = new TreeSet<>();
    for (int sign : new int[] {1, -1}) {
      int taken = 0;
      for (JsonNode row : json("comparison.json").at("/comparison/images")) {
        if (sign * row.get("change").asInt() > 0 && taken++ < 12) {
          wanted.add(row.get("imageId").asLong());
        }
      }
    }
    String whole = RunNames.of(List.of(Golden.EDGE_DETECTIONS.toString(), half.toString())).get(0);
    List<Example> before = changed("out", whole);
    List<Example> after = changed("out", "half");
    assertFalse(wanted.isEmpty());
    assertEquals(List.copyOf(wanted), before.stream().map(Example::imageId).toList());
    assertEquals(List.copyOf(wanted), after.stream().map(Example::imageId).toList());
    assertTrue(boxes(after) < boxes(before), boxes(after) + " of " + boxes(before));

    Cli spark = evaluateTo("spark", "--master=local[2]", "--detections=" + half);
    assertEquals(0, spark.code(), spark.err());
    assertEquals(before, changed("spark", whole));
    assertEquals(after, changed("spark", "half"));
  }

  private List<Example> changed(String out, String run) {
    return ResultParquet.examples(folder.resolve(out + "/results/" + run + "/changed"));
  }

  private static int boxes(List<Example> images) {
    return images.stream().mapToInt(e -> e.detections().size()).sum();
  }

  @Test
  void runsSideBySide() throws IOException {
    Path half = half();
    Cli run =
        evaluate("--master=none", "--detections=" + half, "--bootstrap=20", "--confidence=.8");
    assertEquals(0, run.code(), run.err());
    String name = RunNames.of(List.of(Golden.EDGE_DETECTIONS.toString(), half.toString())).get(0);
    JsonNode first = json("results/" + name + "/metrics.json").at("/coco/AP");
    JsonNode second = json("results/half/metrics.json").at("/coco/AP");
    JsonNode ap = json("comparison.json").at("/comparison/statistics/1");
    assertEquals("half", ap.get("run").asText());
    assertEquals(second, ap.get("value"));
    assertEquals(second.asDouble() - first.asDouble(), ap.get("difference").asDouble(), 0);
    assertEquals(20, ap.get("draws").asInt());
    assertTrue(Files.exists(folder.resolve("out/tables/comparison-images.csv")));
    assertFalse(Files.exists(folder.resolve("out/metrics.json")));
    assertEquals("compare", json("_run.json").get("job").asText());
    assertEquals("evaluate", json("results/half/_run.json").get("job").asText());
    assertTrue(run.out().contains("coco AP"), run.out());
  }

  @Test
  void namesAreWhereThePathsDiffer() {
    assertEquals(
        List.of("a", "b"), RunNames.of(List.of("out/a/detections", "s3://x/out/b/detections/")));
    assertEquals(List.of("m-l", "m-l-2"), RunNames.of(List.of("x/m l.json", "y/m-l.parquet")));
    assertEquals(List.of("same", "same-2"), RunNames.of(List.of("x/same", "x/same")));
  }
}
