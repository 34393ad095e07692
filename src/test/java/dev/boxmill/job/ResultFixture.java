package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Results of the jobs from the zoo's demo data. What detect would write comes from rtdetr's
 * reference detections on 300 images, of which two are called unreadable; evaluate and anchors run.
 */
final class ResultFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATA = Path.of("models/data");
  private static final Path TRUTH = DATA.resolve("annotations/val.json");

  /** The references do not tell which query found what: dealt out in turn. */
  private static final int QUERIES = 30;

  private static final String SWEEP =
      """
      {"schema": "boxmill-nms-sweep/1", "method": "hard", "classAgnostic": false, "images": 298,
       "points": [
        {"scoreThreshold": 0.01, "iou": 0.5, "boxesBefore": 29800, "boxesKept": 5960, "seconds": 0.3},
        {"scoreThreshold": 0.01, "iou": 0.7, "boxesBefore": 29800, "boxesKept": 8940, "seconds": 0.4},
        {"scoreThreshold": 0.25, "iou": 0.5, "boxesBefore": 2980, "boxesKept": 1192, "seconds": 0.1},
        {"scoreThreshold": 0.25, "iou": 0.7, "boxesBefore": 2980, "boxesKept": 1490, "seconds": 0.1}]}
      """;

  private ResultFixture() {}

  /** Every protocol that has a section in the report. */
  private static final String PROTOCOLS =
      "coco,tide,confusion,operating-point,calibration,lrp,hoiem,counting,recall,voc";

  /** Writes detections/, evaluation/, comparison/, leaderboard/ and anchors.json into a folder. */
  static void write(Path out) throws IOException {
    detections(out.resolve("detections"), out.resolve("warehouse"));
    run(
        "evaluate",
        "--master=none",
        "--ground-truth=" + TRUTH,
        "--detections=" + out.resolve("detections"),
        "--protocol=" + PROTOCOLS,
        "--bootstrap=50",
        "--slice=objects",
        "--out=" + out.resolve("evaluation"));
    run(
        "evaluate",
        "--master=none",
        "--ground-truth=" + TRUTH,
        "--detections=" + reference("fcos", out),
        "--detections=" + reference("rtdetr", out),
        "--bootstrap=50",
        "--out=" + out.resolve("comparison"));
    run(
        "leaderboard",
        "--results=" + out.resolve("comparison"),
        "--out=" + out.resolve("leaderboard"));
    run(
        "anchors",
        "--annotations=" + DATA.resolve("annotations/train_boxes.json"),
        "--k=9",
        "--input-size=256,256",
        "--out=" + out.resolve("anchors.json"));
  }

  /** A model's reference detections as a COCO results file. */
  private static Path reference(String model, Path out) throws IOException {
    Path file = out.resolve(model + ".json");
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(Path.of("models/models/" + model + ".reference.json.gz")))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static void run(String... words) {
    assertEquals(0, CommandLineRunner.run(words), words[0]);
  }

  private static void detections(Path out, Path warehouse) throws IOException {
    JsonNode truth = JSON.readTree(TRUTH.toFile());
    Map<Integer, String> labels = new TreeMap<>();
    truth
        .path("categories")
        .forEach(c -> labels.put(c.path("id").asInt(), c.path("name").asText()));
    Map<Long, List<Row>> found = new TreeMap<>();
    int detections = 0;
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(Path.of("models/models/rtdetr.reference.json.gz")))) {
      for (JsonNode d : JSON.readTree(in)) {
        found
            .computeIfAbsent(d.path("image_id").asLong(), id -> new ArrayList<>())
            .add(box(d, labels, detections++ % QUERIES));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode image : truth.path("images")) {
      long id = image.path("id").asLong();
      boolean broken = id == 17 || id == 33;
      rows.add(
          RowFactory.create(
              DATA.resolve("val").toAbsolutePath() + "/" + image.path("file_name").asText(),
              broken ? 0 : image.path("width").asInt(),
              broken ? 0 : image.path("height").asInt(),
              broken ? List.of() : found.getOrDefault(id, List.of()),
              broken ? "JPEG is cut off after 5,120 bytes" : null));
    }
    try (SparkSession spark =
        SparkSession.builder()
            .appName("fixture")
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", warehouse.toString())
            .getOrCreate()) {
      String schema =
          "path string, width int, height int, detections array<struct<category_id:int,label:"
              + "string,score:double,x:double,y:double,w:double,h:double,query:int>>, error string";
      spark
          .createDataFrame(rows, StructType.fromDDL(schema))
          .coalesce(1)
          .write()
          .parquet(out.toString());
    }
    Files.writeString(out.resolve("_run.json"), facts(rows.size(), detections));
    Files.writeString(out.resolve(NmsSweepFile.NAME), SWEEP);
  }

  private static Row box(JsonNode d, Map<Integer, String> labels, int query) {
    int category = d.path("category_id").asInt();
    JsonNode box = d.path("bbox");
    return RowFactory.create(
        category,
        labels.get(category),
        d.path("score").asDouble(),
        box.path(0).asDouble(),
        box.path(1).asDouble(),
        box.path(2).asDouble(),
        box.path(3).asDouble(),
        query);
  }

  private static String facts(int images, int detections) {
    return """
        {"schema": "boxmill-run/1", "job": "detect", "version": "0.1.0", "seconds": 4.85,
         "startedAt": "2026-11-20T22:54:26Z",
         "options": {"images": "models/data/val", "model": "models/models/rtdetr.pt"},
         "facts": {"images": %d, "errors": 2, "detections": %d, "imagesPerSecond": 61.84,
           "engine": "PyTorch", "device": "cpu", "model": "rtdetr.pt", "head": "rtdetr",
           "modelSha256": "3f7a09c1d5be8842c6a1e0f95d3b7728e4f6091b2c8da57340f1e6b98ac2d7e5",
           "batchSize": 8}}
        """
        .formatted(images, detections);
  }
}
