package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.spark.ImageDetectionsCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** evaluate on detect's folders whose detections say who found them, and have masks. */
final class EvaluateModelsIT {
  private static final String RTDETR = "models/models/rtdetr.pt";
  private static final String FCOS = "models/models/fcos.pt";

  @TempDir Path folder;

  private Cli detect(String out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("detect", "--master", "local[2]"));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    IntStream.rangeClosed(1, 12)
        .forEach(
            i -> args.addAll(List.of("--images", String.format("models/data/val/%06d.jpg", i))));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private void detected(String out, String... more) {
    Cli cli = detect(out, more);
    assertEquals(0, cli.code(), cli.err());
  }

  private Cli evaluate(String out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("evaluate", "--ground-truth", "models/data/annotations/val.json"));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** What is measured, without the warnings. */
  private JsonNode measured(String out, String detections, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--detections", folder.resolve(detections).toString()));
    Cli cli = evaluate(out, args.toArray(String[]::new));
    assertEquals(0, cli.code(), cli.err());
    return metrics(out);
  }

  private JsonNode metrics(String out) throws IOException {
    Path file = folder.resolve(out).resolve("metrics.json");
    ObjectNode root = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    root.remove("warnings");
    return root;
  }

  private void assertRefused(String said, Cli cli) {
    assertEquals(2, cli.code(), said);
    List<String> lines = cli.err().lines().filter(l -> l.startsWith("boxmill: ")).toList();
    assertEquals(1, lines.size(), cli.err());
    assertTrue(lines.get(0).contains(said), cli.err());
  }

  @Test
  void aModelOfAFolderIsMeasuredAsIfItHadRunAlone() throws IOException {
    detected("both", "--model", RTDETR, "--model", FCOS);
    detected("rtdetr", "--model", RTDETR);
    detected("fcos", "--model", FCOS);
    String both = folder.resolve("both").toString();
    JsonNode rtdetr = measured("rtdetr-alone", "rtdetr");
    JsonNode fcos = measured("fcos-alone", "fcos");
    assertNotEquals(rtdetr, fcos);
    for (String master : List.of("none", "local[2]")) {
      String run = master.substring(0, 4);
      assertEquals(rtdetr, measured("r-" + run, "both", "--model", "rtdetr", "--master", master));
      assertEquals(fcos, measured("f-" + run, "both", "--model", "fcos", "--master", master));
      assertRefused(
          "several models, fcos, rtdetr; measure one with evaluate --model",
          evaluate("x-" + run, "--master", master, "--detections", both));
    }
    assertRefused(
        "no detections of --model ssd; there are fcos, rtdetr",
        evaluate("y", "--detections", both, "--model", "ssd"));
    String alone = folder.resolve("fcos").toString();
    assertRefused(
        "of one model, unnamed; omit --model",
        evaluate("z", "--detections", alone, "--model", "fcos"));
    // Two models of one folder side by side: a run each, called by the model.
    Cli compared =
        evaluate(
            "c",
            "--detections",
            both,
            "--model",
            "rtdetr",
            "--detections",
            both,
            "--model",
            "fcos");
    assertEquals(0, compared.code(), compared.err());
    assertTrue(Files.exists(folder.resolve("c/results/rtdetr/metrics.json")), compared.out());
    assertEquals(stats(fcos), stats(metrics("c/results/fcos")));
  }

  /** The first protocol: comparing adds others. */
  private static JsonNode stats(JsonNode metrics) {
    return metrics.elements().next();
  }

  @Test
  void aDecoderLayerIsAModelToo() throws IOException {
    String layers = "models/models/detr_layers.pt";
    detected("layers", "--model", layers);
    double[] ap = new double[4];
    for (int layer = 1; layer <= 3; layer++) {
      JsonNode found = measured("l" + layer, "layers", "--model", "detr_layers/layer-" + layer);
      ap[layer] = stats(found).get("AP").asDouble();
    }
    detected("detr", "--model", "models/models/detr.pt");
    assertEquals(stats(measured("last", "detr")).get("AP").asDouble(), ap[3], 1e-3);
    assertTrue(ap[1] < ap[3], ap[1] + " before " + ap[3]);
    String file = folder.resolve("layers.json").toString();
    assertRefused(
        "--coco-json: detr_layers.pt gives detections of every decoder layer",
        detect("none", "--model", layers, "--coco-json", file));
  }

  @Test
  void masksAreReadFromTheRows() throws IOException {
    detected("masks", "--model", "models/models/panoptic_detr.pt", "--masks");
    detected("boxes", "--model", "models/models/panoptic_detr.pt");
    results(folder.resolve("masks.json"));
    String[] protocols = {"--protocol", "coco-segm,boundary"};
    JsonNode expected = measured("json", "masks.json", protocols);
    assertTrue(stats(expected).get("AP").asDouble() > 0.01, expected.toString());
    List<String> spark = new ArrayList<>(List.of(protocols));
    spark.addAll(List.of("--master", "local[2]"));
    assertEquals(expected, measured("rows", "masks", protocols));
    assertEquals(expected, measured("spark", "masks", spark.toArray(String[]::new)));
    String masks = folder.resolve("masks").toString();
    String boxes = folder.resolve("boxes").toString();
    assertRefused(
        "run detect with --masks", evaluate("x", "--protocol", "coco-segm", "--detections", boxes));
    assertRefused(
        "apart from the other protocols",
        evaluate("y", "--protocol", "coco,coco-segm", "--detections", masks));
  }

  /**
   * The same as COCO results with masks and no boxes, as evaluations of masks usually have them.
   */
  private void results(Path to) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode results = mapper.createArrayNode();
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      for (Row row :
          spark.read().parquet(folder.resolve("masks").toString()).sort("path").collectAsList()) {
        ImageDetections image = ImageDetectionsCodec.decode(row);
        int id = Integer.parseInt(Path.of(image.path()).getFileName().toString().substring(0, 6));
        for (Detection d : image.detections()) {
          ObjectNode result = results.addObject();
          result.put("image_id", id);
          result.put("category_id", d.categoryId()).put("score", d.score());
          ObjectNode mask = result.putObject("segmentation").put("counts", d.mask());
          mask.putArray("size").add(image.height()).add(image.width());
        }
      }
    } finally {
      spark.stop();
    }
    mapper.writeValue(to.toFile(), results);
  }
}
