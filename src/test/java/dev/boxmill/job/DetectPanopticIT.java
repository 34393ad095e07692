package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.geometry.RleString;
import dev.boxmill.spark.ImageDetectionsCodec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panoptic pictures of detect, of the zoo's model with masks on its validation images. */
final class DetectPanopticIT {
  private static final double THRESHOLD = .6;
  private static final int IMAGES = 60;

  @TempDir Path folder;

  private static void run(String... args) {
    Cli cli = Cli.run(args);
    assertEquals(0, cli.code(), cli.out() + cli.err());
  }

  @Test
  void evaluateReadsWhatDetectPaints() throws IOException {
    String truth = folder.resolve("truth").toString();
    String json = annotations().toString();
    run("convert", "--in", json, "--to", "coco-panoptic", "--out", truth);
    run(
        "detect",
        "--master",
        "local[2]",
        "--images",
        json,
        "--image-root",
        "models/data/val",
        "--model",
        "models/models/panoptic_detr.pt",
        "--masks",
        "--score-threshold",
        "0.3",
        "--out",
        folder.resolve("masks").toString(),
        "--panoptic-dir",
        folder.resolve("panoptic").toString(),
        "--panoptic-threshold",
        Double.toString(THRESHOLD));
    for (String master : List.of("none", "local[2]")) {
      run(
          "evaluate",
          "--master",
          master,
          "--protocol",
          "panoptic",
          "--ground-truth",
          truth + "/panoptic.json",
          "--detections",
          folder.resolve("panoptic/panoptic.json").toString(),
          "--out",
          folder.resolve("pq-" + master.charAt(0)).toString(),
          // The model's masks have AP50 .93; half of them found well is far below that.
          "--fail-under",
          "PQ=0.5");
    }
    assertEquals(
        Files.readString(folder.resolve("pq-n/metrics.json")),
        Files.readString(folder.resolve("pq-l/metrics.json")));
    assertPaintedByScore();
  }

  /** Of the first images of the validation set. */
  private Path annotations() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode all = mapper.readTree(Path.of("models/data/annotations/val.json").toFile());
    ObjectNode some = mapper.createObjectNode();
    some.set("categories", all.get("categories"));
    ArrayNode images = some.putArray("images");
    ArrayNode objects = some.putArray("annotations");
    for (JsonNode image : all.get("images")) {
      if (image.get("id").asInt() <= IMAGES) {
        images.add(image);
      }
    }
    for (JsonNode object : all.get("annotations")) {
      if (object.get("image_id").asInt() <= IMAGES) {
        objects.add(object);
      }
    }
    Path file = folder.resolve("some.json");
    mapper.writeValue(file.toFile(), some);
    return file;
  }

  /** Pixel by pixel: whose it is follows from the masks in the rows, by another way to count. */
  private void assertPaintedByScore() throws IOException {
    JsonNode file = new ObjectMapper().readTree(folder.resolve("panoptic/panoptic.json").toFile());
    assertEquals(IMAGES, file.get("annotations").size());
    assertEquals(IMAGES, file.get("images").size());
    assertEquals(6, file.get("categories").size());
    Map<String, JsonNode> byPng = new HashMap<>();
    file.get("annotations").forEach(a -> byPng.put(a.get("file_name").asText(), a));
    int dropped = 0;
    int segments = 0;
    for (ImageDetections image : rows()) {
      String name = Path.of(image.path()).getFileName().toString().replace(".jpg", "");
      JsonNode annotation = byPng.get("000000" + name + ".png");
      assertEquals(Integer.parseInt(name), annotation.get("image_id").asInt());
      int[] expected = new int[image.width() * image.height()];
      JsonNode infos = annotation.get("segments_info");
      int next = 0;
      for (Detection d : image.detections()) {
        if (d.score() < THRESHOLD) {
          continue;
        }
        int[] mask = mask(d, image.width(), image.height());
        int[] free = Arrays.stream(mask).filter(p -> expected[p] == 0).toArray();
        if (free.length == 0 || 2 * free.length < mask.length) {
          dropped++;
          continue;
        }
        JsonNode info = infos.get(next++);
        Arrays.stream(free).forEach(p -> expected[p] = info.get("id").asInt());
        assertEquals(d.categoryId(), info.get("category_id").asInt());
        assertEquals(free.length, info.get("area").asInt());
      }
      assertEquals(next, infos.size());
      segments += next;
      assertPixels(expected, folder.resolve("panoptic/panoptic/000000" + name + ".png"), image);
    }
    assertTrue(segments > 200, segments + " segments");
    assertTrue(dropped > 0, "no doubles to drop");
  }

  private static void assertPixels(int[] ids, Path file, ImageDetections size) throws IOException {
    BufferedImage png = ImageIO.read(file.toFile());
    assertEquals(size.width(), png.getWidth());
    assertEquals(size.height(), png.getHeight());
    for (int i = 0; i < ids.length; i++) {
      int rgb = png.getRGB(i % png.getWidth(), i / png.getWidth());
      assertEquals(ids[i], (rgb >> 16 & 255) | (rgb & 0xff00) | (rgb & 255) << 16, file.toString());
    }
  }

  /** Row-major places of a mask's pixels. */
  private static int[] mask(Detection d, int width, int height) {
    int[] counts = RleString.decode(d.mask());
    int[] pixels = new int[width * height];
    int size = 0;
    int at = 0;
    for (int run = 0; run < counts.length; run++) {
      for (int end = at + counts[run]; at < end; at++) {
        if (run % 2 == 1) {
          pixels[size++] = at % height * width + at / height;
        }
      }
    }
    return Arrays.copyOf(pixels, size);
  }

  private List<ImageDetections> rows() {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      List<Row> rows = spark.read().parquet(folder.resolve("masks").toString()).collectAsList();
      return rows.stream().map(ImageDetectionsCodec::decode).toList();
    } finally {
      spark.stop();
    }
  }

  @Test
  void itNeedsMasks() {
    Cli cli =
        Cli.run(
            "detect",
            "--master",
            "local[1]",
            "--images",
            "models/data/val",
            "--model",
            "models/models/panoptic_detr.pt",
            "--out",
            folder.resolve("none").toString(),
            "--panoptic-dir",
            folder.resolve("panoptic").toString());
    assertEquals(2, cli.code());
    assertTrue(cli.err().contains("--panoptic-dir: give --masks as well"), cli.err());
  }
}
