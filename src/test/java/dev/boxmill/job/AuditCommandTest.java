package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.audit.ZooDetections;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit job on the zoo's validation images. */
class AuditCommandTest {
  private static final String LABELS = "models/data/annotations/val.json";

  @TempDir Path folder;

  /** COCO result files, a model each. */
  private List<String> detections() throws IOException {
    List<String> files = new java.util.ArrayList<>();
    for (DetectionTable table : ZooDetections.read()) {
      StringBuilder json = new StringBuilder("[");
      for (int row = 0; row < table.size(); row++) {
        double[] b = java.util.Arrays.copyOfRange(table.boxes(), 4 * row, 4 * row + 4);
        json.append(row == 0 ? "" : ",\n")
            .append("{\"image_id\":" + table.imageId(row))
            .append(",\"category_id\":" + table.categoryId(row))
            .append(",\"bbox\":" + java.util.Arrays.toString(b))
            .append(",\"score\":" + table.score(row) + "}");
      }
      Path file = folder.resolve("model" + files.size() + ".json");
      Files.writeString(file, json.append("]"));
      files.add(file.toString());
    }
    return files;
  }

  private Cli audit(String out, String master, List<String> models, String... more) {
    List<String> args = new java.util.ArrayList<>(List.of("audit", "--annotations", LABELS));
    models.forEach(model -> args.addAll(List.of("--detections", model)));
    args.addAll(List.of("--out", folder.resolve(out).toString(), "--master", master));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  @Test
  void writesTheSameResultsWithAndWithoutSpark() throws IOException {
    List<String> models = detections();
    Path corrected = folder.resolve("corrected.json");
    Cli local = audit("local", "none", models, "--apply", corrected.toString());
    assertEquals(0, local.code(), local.err());
    Cli spark = audit("spark", "local[2]", models);
    assertEquals(0, spark.code(), spark.err());

    JsonNode summary = json("local/audit.json");
    assertEquals(summary, json("spark/audit.json"));
    assertEquals(300, summary.path("images").asInt());
    int listed = summary.path("listed").asInt();
    assertTrue(listed > 0);
    JsonNode suggestions = json("local/suggestions.json");
    assertEquals(listed, suggestions.path("annotations").size());
    AtomicInteger ranks = new AtomicInteger();
    ParquetFolder.read(
        folder.resolve("local/suspects"),
        Set.of(),
        row -> assertEquals(ranks.incrementAndGet(), row.getInteger("rank", 0)));
    assertEquals(listed, ranks.get());

    Path page = folder.resolve("audit.html");
    Cli report =
        Cli.run(
            "report",
            "--results",
            folder.resolve("local").toString(),
            "--images",
            "models/data/val",
            "--embed-limit",
            "1",
            "--out",
            page.toString());
    assertEquals(0, report.code(), report.err());
    String html = Files.readString(page);
    assertTrue(html.contains("id=\"audit\"") && html.contains("data:image/jpeg"));

    List<String> changes = Files.readAllLines(folder.resolve("corrected.json.changes.csv"));
    long likely = 0;
    for (JsonNode kind : summary.path("kinds")) {
      likely += kind.path("likely").asLong();
    }
    assertEquals(likely, changes.size() - 1, "every suggestion of .5 and more is followed");
    int labels = 1496;
    for (String change : changes.subList(1, changes.size())) {
      labels += change.startsWith("add,") ? 1 : change.startsWith("remove,") ? -1 : 0;
    }
    assertEquals(labels, json("corrected.json").path("annotations").size());
    Cli again =
        Cli.run(
            "audit",
            "--annotations",
            corrected.toString(),
            "--assignment",
            "yolov3",
            "--out",
            folder.resolve("again").toString());
    assertEquals(0, again.code(), again.err());
    assertEquals(labels, json("again/coverage.json").path("boxes").asInt(), "read like any other");
    Cli clean = audit("twice", "none", List.of(models.get(0)), "--annotations", LABELS);
    assertEquals(2, clean.code(), "an option given twice");
  }

  /**
   * YOLOv2 gives a cell's anchor to one object; with a single anchor, and an input of 2 x 2 cells,
   * each label that shares its cell with a later one is lost. Classes and sizes add up to the same.
   */
  @Test
  void countsLabelsWithoutAnAnchorAndNeedsNoDetections() throws IOException {
    Path anchors = folder.resolve("anchors.json");
    Files.writeString(
        anchors, "{\"schema\":\"boxmill-anchors/1\",\"anchors\":[[10,10]],\"inputSize\":[64,64]}");
    Cli one =
        audit("one", "none", List.of(), "--assignment", "yolov2", "--anchors", anchors.toString());
    assertEquals(0, one.code(), one.err());
    assertTrue(Files.notExists(folder.resolve("one/audit.json")));
    JsonNode coverage = json("one/coverage.json");
    assertEquals(1496, coverage.path("boxes").asInt());
    int lost = coverage.path("lost").asInt();
    assertEquals(sharedCells(), lost);
    for (String rows : List.of("bySize", "byClass")) {
      int sum = 0;
      for (JsonNode row : coverage.path(rows)) {
        sum += row.path("collision").asInt();
      }
      assertEquals(lost, sum, rows);
    }
    assertTrue(one.out().contains("yolov2 at 64 x 64: " + lost + " of 1,496 boxes"), one.out());

    Cli paper = audit("paper", "none", List.of(), "--assignment", "yolov2");
    assertEquals(0, paper.code(), paper.err());
    assertTrue(
        json("paper/coverage.json").path("lost").asInt() < lost, "five anchors, 13 x 13 cells");
    Path page = folder.resolve("coverage.html");
    Cli report =
        Cli.run("report", "--results", folder.resolve("one").toString(), "--out", page.toString());
    assertEquals(0, report.code(), report.err());
    assertTrue(Files.readString(page).contains("Labels without an anchor, by class"));
  }

  /** An input that is not square; the same counts by this process and on Spark. */
  @Test
  void countsCoverageOfAnyInputWithAndWithoutSpark() throws IOException {
    String[] options = {"--assignment", "fcos", "--input-size", "512,256"};
    Cli local = audit("here", "none", List.of(), options);
    assertEquals(0, local.code(), local.err());
    Cli spark = audit("there", "local[2]", List.of(), options);
    assertEquals(0, spark.code(), spark.err());
    JsonNode coverage = json("here/coverage.json");
    assertEquals(coverage, json("there/coverage.json"));
    assertEquals("[512,256]", coverage.path("inputSize").toString());
    assertEquals(300, coverage.path("images").asInt());
    assertEquals(1496, coverage.path("boxes").asInt());
    assertTrue(local.out().contains("fcos at 512 x 256: "), local.out());
  }

  @Test
  void refusesAnchorsOfAnotherInput() throws IOException {
    Path anchors = folder.resolve("anchors.json");
    Files.writeString(
        anchors, "{\"schema\":\"boxmill-anchors/1\",\"anchors\":[[10,10]],\"inputSize\":[64,32]}");
    String[] options = {"--assignment", "yolov2", "--anchors", anchors.toString(), "--input-size"};
    for (String[] wrong :
        new String[][] {
          {"32,64", ": made for an input of 64 x 32, not of 32 x 64; leave out --input-size"},
          {"64", "--input-size 64: give width,height in pixels, such as 416,416"}
        }) {
      String[] all = java.util.Arrays.copyOf(options, options.length + 1);
      all[options.length] = wrong[0];
      Cli cli = audit("wrong", "none", List.of(), all);
      assertEquals(2, cli.code());
      assertTrue(cli.err().contains(wrong[1]), cli.err());
      assertEquals(1, cli.err().lines().count(), cli.err());
      assertTrue(Files.notExists(folder.resolve("wrong")));
    }
    Cli square = audit("fits", "none", List.of(), java.util.Arrays.copyOf(options, 4));
    assertEquals(0, square.code(), square.err());
    assertTrue(square.out().contains("yolov2 at 64 x 32: "), square.out());
  }

  /** Labels whose cell of 32 pixels, in the letterboxed image, holds a later label too. */
  private static int sharedCells() throws IOException {
    var labels = new ObjectMapper().readTree(Path.of(LABELS).toFile());
    java.util.Map<Long, double[]> fits = new java.util.HashMap<>();
    for (JsonNode image : labels.path("images")) {
      double w = image.path("width").asDouble();
      double h = image.path("height").asDouble();
      double scale = 64 / Math.max(w, h);
      double left = Math.floor((64 - Math.round(w * scale)) / 2.0);
      double top = Math.floor((64 - Math.round(h * scale)) / 2.0);
      fits.put(image.path("id").asLong(), new double[] {scale, left, top});
    }
    Set<String> cells = new java.util.HashSet<>();
    int shared = 0;
    for (JsonNode label : labels.path("annotations")) {
      double[] fit = fits.get(label.path("image_id").asLong());
      JsonNode b = label.path("bbox");
      int column = (int) ((fit[1] + fit[0] * (b.get(0).asDouble() + b.get(2).asDouble() / 2)) / 32);
      int row = (int) ((fit[2] + fit[0] * (b.get(1).asDouble() + b.get(3).asDouble() / 2)) / 32);
      shared += cells.add(label.path("image_id") + " " + column + " " + row) ? 0 : 1;
    }
    return shared;
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    Cli rate = audit("a", "none", List.of("x.json"), "--error-rate", "2");
    assertEquals(2, rate.code());
    assertTrue(rate.err().contains("--error-rate 2.0: give a share between 0 and 1"), rate.err());
    Cli missing = audit("b", "none", List.of("x.json"));
    assertEquals(2, missing.code());
    Cli nothing = audit("c", "none", List.of());
    assertTrue(nothing.err().contains("give --detections to judge labels by"), nothing.err());
    Cli scheme = audit("c", "none", List.of(), "--assignment", "yolo9");
    assertTrue(scheme.err().contains("no assignment scheme is called 'yolo9'"), scheme.err());
    for (Cli cli : List.of(rate, missing, nothing, scheme)) {
      assertEquals(2, cli.code());
      assertEquals(1, cli.err().lines().count(), cli.err());
    }
    Cli alone = audit("c", "none", List.of("x.json"), "--anchors", "a.json");
    assertTrue(alone.err().contains("--anchors a.json: name the scheme"), alone.err());
    assertTrue(missing.err().contains("x.json: no such file or folder"), missing.err());
    assertTrue(Files.notExists(folder.resolve("b")));
  }
}
