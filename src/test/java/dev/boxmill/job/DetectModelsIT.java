package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models without descriptor, several models, and what the command line refuses, on the zoo. */
final class DetectModelsIT {
  private static final Path MODELS = Path.of("models/models");

  /** JPEG decoders differ by a grey level here and there; the table has three places. */
  private static final double AP_TOLERANCE = .006;

  @TempDir Path folder;

  private static List<Path> descriptors() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      return files
          .filter(f -> f.toString().endsWith(".json") && Files.exists(beside(f)))
          .sorted()
          .toList();
    }
  }

  private static Path beside(Path descriptor) {
    return Path.of(descriptor.toString().replace(".json", ".pt"));
  }

  private Cli detect(String out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("detect", "--master", "local[2]", "--batch-size", "2"));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    for (int i = 1; i <= 5; i++) {
      args.addAll(List.of("--images", String.format("models/data/val/%06d.jpg", i)));
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** By path. */
  private List<ImageDetections> rows(String out) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      List<Row> rows =
          spark.read().parquet(folder.resolve(out).toString()).sort("path").collectAsList();
      return rows.stream().map(ImageDetectionsCodec::decode).toList();
    } finally {
      spark.stop();
    }
  }

  @Test
  void theGuessOfEveryModelIsRightOrHonest() throws IOException {
    Set<String> certain = new TreeSet<>();
    for (Path descriptor : descriptors()) {
      JsonNode json = new ObjectMapper().readTree(descriptor.toFile());
      Cli cli = Cli.run("detect", "--describe", "--model", beside(descriptor).toString());
      assertEquals(0, cli.code(), cli.err());
      String heads = cli.out().lines().filter(l -> l.startsWith("head")).findFirst().orElseThrow();
      List<String> guessed = List.of(heads.substring(8).split(" or "));
      String family = json.get("family").asText();
      assertTrue(guessed.contains(family), () -> descriptor + ": " + heads);
      assertEquals(
          json.get("outputs").size(),
          cli.out().lines().filter(l -> l.startsWith("output ")).count(),
          descriptor.toString());
      if (guessed.size() == 1) {
        certain.add(family);
      }
    }
    assertEquals(
        new TreeSet<>(
            Set.of(
                "centernet",
                "detr_layers",
                "fcos",
                "panoptic_detr",
                "yolov1",
                "yolov2",
                "yolov8",
                "yolov10")),
        certain);
  }

  @Test
  void aModelWithoutDescriptorRunsWhereItsHeadIsCertain() throws IOException {
    Path model = Files.copy(MODELS.resolve("yolov8.pt"), folder.resolve("mine.pt"));
    Cli guessed = detect("guessed", "--model", model.toString());
    assertEquals(0, guessed.code(), guessed.err());
    assertTrue(guessed.err().contains("head guessed: yolov8"), guessed.err());
    assertEquals(0, detect("told", "--model", MODELS.resolve("yolov8.pt").toString()).code());
    // The zoo's yolov8 was trained as the family usually is, so the assumptions hold, but for the
    // threshold of NMS, which does not move the best box.
    List<ImageDetections> expected = rows("told");
    List<ImageDetections> found = rows("guessed");
    for (int i = 0; i < expected.size(); i++) {
      Detection best = expected.get(i).detections().get(0);
      Detection same = found.get(i).detections().get(0);
      assertEquals(best.categoryId(), same.categoryId());
      assertEquals(best.score(), same.score(), 1e-9);
      assertEquals(best.x(), same.x(), 1e-9);
    }
  }

  @Test
  void anAmbiguousHeadIsOneLineThatListsTheCandidates() throws IOException {
    Path model = Files.copy(MODELS.resolve("rtdetr.pt"), folder.resolve("mine.pt"));
    Cli cli = detect("none", "--model", model.toString());
    assertEquals(2, cli.code());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().contains("deformable_detr or detr or rtdetr; say which"), cli.err());
    assertEquals(0, detect("said", "--model", model.toString(), "--head", "rtdetr").code());
    Cli anchors = detect("lacking", "--model", copy("yolov3").toString(), "--head", "yolov3");
    assertEquals(2, anchors.code());
    assertTrue(anchors.err().contains("also needs anchors"), anchors.err());
  }

  private Path copy(String name) throws IOException {
    return Files.copy(MODELS.resolve(name + ".pt"), folder.resolve(name + ".pt"));
  }

  @Test
  void severalModelsAreKeptApartAndEachFindsWhatItFindsAlone() {
    String first = MODELS.resolve("rtdetr.pt").toString();
    String second = MODELS.resolve("fcos.pt").toString();
    assertEquals(0, detect("a", "--model", first).code());
    assertEquals(0, detect("b", "--model", second).code());
    Cli cli = detect("both", "--model", first, "--model", second);
    assertEquals(0, cli.code(), cli.err());
    List<ImageDetections> both = rows("both");
    List<ImageDetections> a = rows("a");
    List<ImageDetections> b = rows("b");
    for (int i = 0; i < both.size(); i++) {
      List<Detection> all = both.get(i).detections();
      assertEquals(plain(a.get(i).detections()), plain(of(all, "rtdetr")));
      assertEquals(plain(b.get(i).detections()), plain(of(all, "fcos")));
      assertTrue(of(all, "rtdetr").stream().allMatch(d -> d.query() >= 0));
      assertTrue(of(all, "fcos").stream().allMatch(d -> d.query() == Detection.NO_QUERY));
      assertTrue(a.get(i).detections().stream().allMatch(d -> d.model() == null));
    }
  }

  @Test
  void fusedModelsAgreeOnOneListAndWeightsCount() {
    String first = MODELS.resolve("rtdetr.pt").toString();
    String second = MODELS.resolve("yolov8.pt").toString();
    String[] fuse = {"--model", first, "--model", second, "--ensemble", "wbf"};
    Cli cli = detect("fused", fuse);
    assertEquals(0, cli.code(), cli.err());
    List<String> more = new ArrayList<>(List.of(fuse));
    more.addAll(List.of("--ensemble-weights", "1,1e-9"));
    assertEquals(0, detect("one", more.toArray(String[]::new)).code());
    assertEquals(0, detect("alone", "--model", first).code());
    List<ImageDetections> alone = rows("alone");
    List<ImageDetections> one = rows("one");
    List<ImageDetections> fused = rows("fused");
    for (int i = 0; i < fused.size(); i++) {
      assertTrue(
          fused.get(i).detections().stream()
              .allMatch(d -> d.model() == null && d.query() == Detection.NO_QUERY));
      // With no weight to speak of, the second model's boxes do not move those of the first; only
      // the first one's own weak doubles may, a little.
      Detection best = alone.get(i).detections().get(0);
      Detection same = one.get(i).detections().get(0);
      assertEquals(best.categoryId(), same.categoryId());
      assertEquals(best.x(), same.x(), 2);
      assertEquals(best.w(), same.w(), 2);
    }
  }

  private static List<Detection> of(List<Detection> all, String model) {
    return all.stream().filter(d -> model.equals(d.model())).collect(Collectors.toList());
  }

  /** Without the model's name. */
  private static List<Detection> plain(List<Detection> detections) {
    return detections.stream()
        .map(
            d ->
                new Detection(
                    d.categoryId(),
                    d.label(),
                    d.score(),
                    d.x(),
                    d.y(),
                    d.w(),
                    d.h(),
                    d.query(),
                    null,
                    d.mask()))
        .toList();
  }

  @Test
  void everyLayerOfTheDecoderIsKeptApart() {
    Cli cli = detect("layers", "--model", MODELS.resolve("detr_layers.pt").toString());
    assertEquals(0, cli.code(), cli.err());
    assertEquals(0, detect("last", "--model", MODELS.resolve("detr.pt").toString()).code());
    List<ImageDetections> layers = rows("layers");
    List<ImageDetections> last = rows("last");
    for (int i = 0; i < layers.size(); i++) {
      List<Detection> all = layers.get(i).detections();
      assertEquals(
          Set.of("detr_layers/layer-1", "detr_layers/layer-2", "detr_layers/layer-3"),
          all.stream().map(Detection::model).collect(Collectors.toSet()));
      // The same weights: the third layer's answer is DETR's.
      Detection expected = last.get(i).detections().get(0);
      Detection found = of(all, "detr_layers/layer-3").get(0);
      assertEquals(expected.query(), found.query());
      assertEquals(expected.score(), found.score(), 1e-3);
      assertEquals(expected.x(), found.x(), .1);
    }
    Cli mixed =
        detect("mixed", "--model", MODELS.resolve("detr_layers.pt").toString(), "--tta", "flip");
    assertEquals(2, mixed.code());
    assertTrue(mixed.err().contains("a decoder layer"), mixed.err());
  }

  @Test
  void masksScoreAsTheReferenceSays() throws IOException {
    Path model = MODELS.resolve("panoptic_detr.pt");
    String images = Path.of("models/data/val").toString();
    Cli cli =
        Cli.run(
            "detect",
            "--master",
            "local[2]",
            "--masks",
            "--model",
            model.toString(),
            "--images",
            images,
            "--out",
            folder.resolve("masks").toString());
    assertEquals(0, cli.code(), cli.err());
    Path truth = Path.of("models/data/annotations/val.json");
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Integer> ids = new HashMap<>();
    for (JsonNode image : mapper.readTree(truth.toFile()).get("images")) {
      ids.put(image.get("file_name").asText(), image.get("id").asInt());
    }
    ArrayNode results = mapper.createArrayNode();
    for (ImageDetections image : rows("masks")) {
      for (Detection d : image.detections()) {
        ObjectNode result = results.addObject();
        result.put("image_id", ids.get(Path.of(image.path()).getFileName().toString()));
        result.put("category_id", d.categoryId()).put("score", d.score());
        ObjectNode mask = result.putObject("segmentation").put("counts", d.mask());
        mask.putArray("size").add(image.height()).add(image.width());
      }
    }
    Path file = folder.resolve("segm.json");
    mapper.writeValue(file.toFile(), results);
    Path out = folder.resolve("segm");
    Cli evaluated =
        Cli.run(
            "evaluate",
            "--master",
            "none",
            "--protocol",
            "coco-segm",
            "--ground-truth",
            truth.toString(),
            "--detections",
            file.toString(),
            "--out",
            out.toString());
    assertEquals(0, evaluated.code(), evaluated.err());
    JsonNode reference =
        mapper.readTree(MODELS.resolve("panoptic_detr.json").toFile()).at("/reference/segm");
    Map<String, String> lines =
        Map.of(
            "AP", "(AP) @[ IoU=0.50:0.95 | area=   all",
            "AP50", "(AP) @[ IoU=0.50      | area=   all",
            "AR100", "(AR) @[ IoU=0.50:0.95 | area=   all | maxDets=100");
    lines.forEach(
        (statistic, start) -> {
          String line = evaluated.out().lines().filter(l -> l.contains(start)).findFirst().get();
          double value = Double.parseDouble(line.substring(line.lastIndexOf('=') + 1).strip());
          assertEquals(reference.get(statistic).asDouble(), value, AP_TOLERANCE, statistic);
        });
  }

  @Test
  void whatCannotBeIsOneLine() throws IOException {
    String model = MODELS.resolve("rtdetr.pt").toString();
    Files.copy(MODELS.resolve("fcos.pt"), folder.resolve("rtdetr.pt"));
    Files.copy(MODELS.resolve("fcos.json"), folder.resolve("rtdetr.json"));
    List<List<String>> mistakes =
        List.of(
            List.of("--model", model, "--model", folder.resolve("rtdetr.pt").toString()),
            List.of("--model", model, "--ensemble", "wbf"),
            List.of("--model", model, "--tta", "scales=1;1.5"),
            List.of("--model", model, "--tta", "flip", "--tta-merge", "softer"),
            List.of("--model", model, "--tile", "4"),
            List.of("--model", model, "--masks"),
            List.of("--model", model, "--descriptor", "a.json", "--descriptor", "b.json"));
    List<String> said =
        List.of(
            "rename one",
            "--model at least twice",
            "leave scales out",
            "choose another method",
            "at least 32 pixels",
            "rtdetr gives none",
            "2 for 1 models");
    for (int i = 0; i < mistakes.size(); i++) {
      Cli cli = detect("x" + i, mistakes.get(i).toArray(String[]::new));
      assertEquals(2, cli.code(), said.get(i));
      List<String> lines = cli.err().lines().filter(l -> l.startsWith("boxmill: ")).toList();
      assertEquals(1, lines.size(), cli.err());
      assertTrue(lines.get(0).contains(said.get(i)), cli.err());
    }
  }
}
