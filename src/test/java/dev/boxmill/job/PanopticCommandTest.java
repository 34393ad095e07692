package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** evaluate --protocol panoptic, against panopticapi's numbers and against cases done by hand. */
class PanopticCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final StringWriter errors = new StringWriter();
  private final StringWriter output = new StringWriter();
  private Path truth;
  private Path predictions;

  @BeforeEach
  void names() {
    truth = folder.resolve("truth.json");
    predictions = folder.resolve("predictions.json");
  }

  private int run(String out, String... more) {
    CommandLine line = new CommandLine(new EvaluateCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(errors));
    line.setExecutionExceptionHandler(
        (e, command, unused) -> CommandLineRunner.report(e, command.getErr()));
    return line.execute(
        Stream.concat(
                Stream.of(
                    "--protocol=panoptic",
                    "--ground-truth=" + truth,
                    "--detections=" + predictions,
                    "--out=" + folder.resolve(out)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void equalsPanopticApi() throws IOException {
    Path fixture = SharedData.require("fixtures/panoptic2");
    truth = fixture.resolve("sample_data/panoptic_examples.json");
    predictions = fixture.resolve("generated/pano_pred.json");
    String pngs = "--detection-masks=" + fixture.resolve("generated/pred_png");
    assertEquals(0, run("local", "--master=none", pngs), errors.toString());
    assertEquals(0, run("spark", "--master=local[2]", pngs), errors.toString());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("local/metrics.json")),
        Files.readAllBytes(folder.resolve("spark/metrics.json")));

    JsonNode golden = JSON.readTree(fixture.resolve("generated/pano_golden.json").toFile());
    JsonNode found = JSON.readTree(folder.resolve("local/metrics.json").toFile()).path("panoptic");
    for (String group : List.of("All", "Things", "Stuff")) {
      String suffix = group.equals("All") ? "" : group.toLowerCase(java.util.Locale.ROOT);
      for (String name : List.of("pq", "sq", "rq")) {
        double value = found.path(name.toUpperCase(java.util.Locale.ROOT) + suffix).asDouble();
        assertEquals(golden.path(group).path(name).asDouble(), value, 1e-15, group + " " + name);
      }
    }
    int occurring = 0;
    for (JsonNode row : found.path("perClass")) {
      JsonNode expected = golden.path("per_class").path(row.path("categoryId").asText());
      assertEquals(expected.path("tp").asLong(), row.path("truePositives").asLong());
      assertEquals(expected.path("fp").asLong(), row.path("falsePositives").asLong());
      assertEquals(expected.path("fn").asLong(), row.path("falseNegatives").asLong());
      occurring += row.path("PQ").asDouble() >= 0 ? 1 : 0;
    }
    assertEquals(golden.path("All").path("n").asInt(), occurring);
  }

  /**
   * Ten pixels in a row: truth 1 on 0..3, nothing on 4..5, truth 2 (crowd) on 6..9.
   *
   * <p>Prediction 11 on 0..4: shares 4; union = 5 + 4 - 4 - 1 (its pixel on nothing) = 4: IoU 1.
   * Prediction 12 on 5..9: 1 pixel on nothing and 4 of 5 on the crowd of its class: excused.
   */
  @Test
  void pixelsOfNothingAndOfCrowdsDoNotHarm() throws IOException {
    write(truth, segments("1:7:4:0 2:7:4:1"), true, 1, 1, 1, 1, 0, 0, 2, 2, 2, 2);
    write(predictions, segments("11:7 12:7"), false, 11, 11, 11, 11, 11, 12, 12, 12, 12, 12);
    assertEquals(0, run("out"), errors.toString());
    JsonNode found = JSON.readTree(folder.resolve("out/metrics.json").toFile()).path("panoptic");
    assertEquals(1, found.path("PQ").asDouble());
    assertEquals(1, found.path("perClass").get(0).path("truePositives").asInt());
    assertEquals(-1, found.path("PQstuff").asDouble(), "no stuff occurs");
  }

  /**
   * Truth 1 (class 7) on 0..4, truth 2 (class 8) on 5..9. Prediction 11 (7) on 0..2: IoU 3/5.
   * Prediction 12 (7) on 3..9: false positive. Truth 2: missed. PQ of 7: .6 / (1 + .5) = .4; of 8:
   * 0; mean .2. SQ: .6 and 0; RQ: 2/3 and 0.
   */
  @Test
  void missedAndWrongSegmentsCountHalf() throws IOException {
    write(truth, segments("1:7:5:0 2:8:5:0"), true, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
    write(predictions, segments("11:7 12:7"), false, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12);
    assertEquals(0, run("out"), errors.toString());
    JsonNode found = JSON.readTree(folder.resolve("out/metrics.json").toFile()).path("panoptic");
    assertEquals(.2, found.path("PQ").asDouble(), 1e-15);
    assertEquals(.3, found.path("SQ").asDouble(), 1e-15);
    assertEquals(1 / 3., found.path("RQ").asDouble(), 1e-15);
    assertEquals(.4, found.path("PQthings").asDouble(), 1e-15);
  }

  /** Two crowds of the class; each holds 3 of the prediction's 10 pixels: only both excuse it. */
  @Test
  void strictModeKnowsTheLastCrowdAlone() throws IOException {
    write(truth, segments("1:7:3:1 2:7:3:1 3:8:4:0"), true, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3);
    write(predictions, segments("11:7"), false, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11);
    assertEquals(0, run("right"), errors.toString());
    assertEquals(0, run("strict", "--strict"), errors.toString());
    assertEquals(0, falsePositives("right"));
    assertEquals(1, falsePositives("strict"));
  }

  private int falsePositives(String out) throws IOException {
    return JSON.readTree(folder.resolve(out + "/metrics.json").toFile())
        .at("/panoptic/perClass/0/falsePositives")
        .asInt();
  }

  @Test
  void badInputIsOneLine() throws IOException {
    int[] row = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    write(truth, segments("1:7:10:0"), true, row);
    refused("no such file");
    write(predictions, segments("2:7"), false, row);
    refused("the PNG has segment 1, which segments_info lacks");
    write(predictions, segments("1:7 2:7"), false, row);
    refused("segment 2 has no pixel in the PNG");
    write(predictions, segments("1:99"), false, row);
    refused("class 99 is not among the ground truth's categories");
    write(predictions, segments("1:7"), false, 1, 1);
    refused("2 x 1 pixels, its ground truth has 10 x 1");
    Files.delete(folder.resolve("predictions/5.png"));
    refused("predictions/5.png: no such file");
    Files.writeString(folder.resolve("predictions/5.png"), "GIF89a");
    refused("is not a PNG");
    Files.writeString(
        predictions, Files.readString(predictions).replace("5.png", "../truth/5.png"));
    refused("leads out of its folder");
    Files.writeString(predictions, "{\"annotations\": []}");
    refused("image id 5 is missing");
    Files.writeString(predictions, "{\"annotations\": [{\"image_id\": 5, \"file_name\": \"a\"}]}");
    refused("has no 'segments_info'");
    assertEquals(2, run("out", "--protocol=coco"));
  }

  private void refused(String message) {
    errors.getBuffer().setLength(0);
    assertEquals(2, run("out"));
    assertTrue(errors.toString().contains(message), errors.toString());
    assertEquals(1, errors.toString().lines().count(), errors.toString());
  }

  /** "id:class:area:crowd ..." as JSON. */
  private static String segments(String brief) {
    return Arrays.stream(brief.split(" "))
        .map(s -> s.split(":"))
        .map(
            s ->
                "{\"id\": %s, \"category_id\": %s".formatted(s[0], s[1])
                    + (s.length > 2
                        ? ", \"area\": %s, \"iscrowd\": %s}".formatted(s[2], s[3])
                        : "}"))
        .toList()
        .toString();
  }

  private void write(Path json, String segments, boolean categories, int... row)
      throws IOException {
    Files.writeString(
        json,
        "{\"annotations\": [{\"image_id\": 5, \"file_name\": \"5.png\", \"segments_info\": "
            + segments
            + "}]"
            + (categories
                ? ", \"categories\": [{\"id\": 7, \"name\": \"a\", \"isthing\": 1},"
                    + " {\"id\": 8, \"name\": \"b\", \"isthing\": 0}]"
                : "")
            + "}");
    BufferedImage image = new BufferedImage(row.length, 1, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < row.length; x++) {
      image.setRGB(x, 0, Integer.reverseBytes(row[x]) >>> 8);
    }
    String name = json.getFileName().toString().replace(".json", "");
    Path pngs = Files.createDirectories(folder.resolve(name));
    ImageIO.write(image, "png", pngs.resolve("5.png").toFile());
  }
}
