package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks, boundaries and keypoints against pycocotools 2.0.11. */
class CocoTaskTest {
  private static final Path COCO100 = Path.of("../shared/fixtures/coco100");

  private static CocoResult evaluate(
      String id, Path truthFile, Path detections, EvaluationOptions options) {
    Annotations truth = MaskGolden.truth(truthFile);
    Metric.Evaluation evaluation = Metrics.find(id).start(truth, options);
    evaluation.add(MaskGolden.detections(detections, truth));
    return (CocoResult) evaluation.result();
  }

  private static String sha256(double[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static double[] statistics(MetricResult result) {
    return result.statistics().values().stream().mapToDouble(v -> v).toArray();
  }

  /** Not one bit differs, in any cell of precision, recall and score. */
  @ParameterizedTest
  @CsvSource({
    "coco-segm, coco-segm, dt",
    "coco-segm, coco-segm, dt_boxed",
    "coco-segm, coco-segm, dt_pooled",
    "boundary, coco-segm, dt",
    "boundary, coco-segm, dt_boxed",
    "coco-keypoints, coco-keypoints, dt",
    "coco-keypoints, coco-keypoints, dt_boxed",
  })
  void everyCellEqualsPycocotools(String id, String data, String name) throws Exception {
    boolean pooled = name.equals("dt_pooled");
    Path folder = MaskGolden.GOLDEN.resolve(data);
    CocoResult result =
        evaluate(
            id,
            folder.resolve("gt.json"),
            folder.resolve(pooled ? "dt.json" : name + ".json"),
            EvaluationOptions.standard().withCategoriesPooled(pooled));
    JsonNode expected =
        MaskGolden.json(MaskGolden.GOLDEN.resolve(id).resolve("expected.json")).get(name);
    assertEquals(id, result.metric());
    assertArrayEquals(MaskGolden.doubles(expected.get("stats")), statistics(result), 1e-12);
    assertArrayEquals(
        MaskGolden.doubles(expected.get("perClassAP")),
        result.perClass().stream().mapToDouble(ClassScore::ap).toArray(),
        1e-12);
    assertEquals(expected.at("/sha256/precision").asText(), sha256(result.precision()));
    assertEquals(expected.at("/sha256/recall").asText(), sha256(result.recall()));
    assertEquals(expected.at("/sha256/scores").asText(), sha256(result.scores()));
  }

  @ParameterizedTest
  @CsvSource({
    "coco-segm, coco-segm",
    "boundary, coco-segm",
    "coco-keypoints, coco-keypoints",
  })
  void imagesSeenApartEqualTheWhole(String id, String data) {
    Path folder = MaskGolden.GOLDEN.resolve(data);
    Annotations truth = MaskGolden.truth(folder.resolve("gt.json"));
    DetectionTable all = MaskGolden.detections(folder.resolve("dt.json"), truth);
    Random random = new Random(4);
    DetectionTable rows = Golden.shuffled(all, random);
    Map<Integer, List<byte[]>> fragments = new TreeMap<>();
    for (int part = 0; part < 5; part++) {
      DetectionTable.Builder builder = new DetectionTable.Builder();
      for (int row = 0; row < rows.size(); row++) {
        if (rows.imageId(row) % 5 == part) {
          builder.add(rows, row);
        }
      }
      Metric.Evaluation evaluation = Metrics.find(id).start(truth, EvaluationOptions.standard());
      evaluation.add(builder.build());
      evaluation
          .close()
          .forEach((key, f) -> fragments.computeIfAbsent(key, k -> new ArrayList<>()).add(f));
    }
    Metric.Evaluation whole = Metrics.find(id).start(truth, EvaluationOptions.standard());
    whole.add(all);
    CocoResult expected = (CocoResult) whole.result();
    Metric.Evaluation merged = Metrics.find(id).start(truth, EvaluationOptions.standard());
    fragments.forEach(
        (key, list) -> {
          Collections.shuffle(list, random);
          merged.mergeReduced(key, merged.reduce(key, list));
        });
    CocoResult actual = (CocoResult) merged.result();
    assertArrayEquals(expected.precision(), actual.precision());
    assertArrayEquals(expected.recall(), actual.recall());
    assertArrayEquals(expected.scores(), actual.scores());
  }

  private static void assertCoco100(
      String id, String truth, String detections, double... expected) {
    if (!Files.isDirectory(COCO100)) {
      String why = "SKIPPED: CocoTaskTest needs " + COCO100;
      System.err.println(why);
      Assumptions.abort(why);
    }
    CocoResult result =
        evaluate(
            id, COCO100.resolve(truth), COCO100.resolve(detections), EvaluationOptions.standard());
    assertArrayEquals(expected, statistics(result), 1e-12);
  }

  @Test
  void demoMasks() {
    assertCoco100(
        "coco-segm",
        "cocoapi/instances_val2014_100.json",
        "cocoapi/instances_val2014_fakesegm100_results.json",
        0.3195452758576433,
        0.5622883972521636,
        0.29892653412086784,
        0.3873740315997837,
        0.31018272403369485,
        0.3269339071005138,
        0.2682297225711534,
        0.41544868114906375,
        0.4168394992198818,
        0.4694498622754236,
        0.37675922666197265,
        0.3814715099715099);
  }

  @Test
  void demoBoundaries() {
    assertCoco100(
        "boundary",
        "cocoapi/instances_val2014_100.json",
        "cocoapi/instances_val2014_fakesegm100_results.json",
        0.22639400050237551,
        0.3775010774391817,
        0.22557984624218536,
        0.3873740315997837,
        0.27236740312792934,
        0.07554378414806896,
        0.18722550309388875,
        0.31265229701106306,
        0.3140431150818811,
        0.4694498622754236,
        0.34054347826086956,
        0.10387037037037035);
  }

  @Test
  void fourteenPeople() {
    assertCoco100(
        "coco-keypoints",
        "keypoints/gt_dataset.json",
        "keypoints/dt_dataset.json",
        0.5048844884488449,
        0.7227722772277227,
        0.6336633663366337,
        0.46633663366336636,
        0.7504950495049505,
        0.5181818181818182,
        0.7272727272727273,
        0.6363636363636364,
        0.4666666666666666,
        0.75);
  }

  @Test
  void threeImagesWithPolygons() {
    assertCoco100(
        "coco-segm",
        "basic/gt_dataset.json",
        "basic/dt_dataset.json",
        0.6947194719471946,
        0.6947194719471946,
        0.6947194719471946,
        -1.0,
        0.7920792079207921,
        0.0,
        0.6666666666666666,
        0.75,
        0.75,
        -1.0,
        0.7916666666666666,
        0.0);
  }

  @Test
  void boxesStandForMasks() {
    assertCoco100(
        "coco-segm",
        "cocoapi/instances_val2014_100.json",
        "cocoapi/instances_val2014_fakebbox100_results.json",
        0.13216871724940724,
        0.3488394479598221,
        0.0745055408332098,
        0.16749221647165125,
        0.11125941873876223,
        0.16918904731162443,
        0.12508702602523036,
        0.18018078559064407,
        0.18123499804485652,
        0.19562762244975038,
        0.1330406911928651,
        0.21853276353276355);
  }

  /** What the reference prints: no small objects, twenty detections. */
  @Test
  void keypointsAreSummedUpAsTheReferencePrintsThem() {
    Path folder = MaskGolden.GOLDEN.resolve("coco-keypoints");
    CocoResult result =
        evaluate(
            "coco-keypoints",
            folder.resolve("gt.json"),
            folder.resolve("dt.json"),
            EvaluationOptions.standard());
    assertEquals(
        List.of("AP", "AP50", "AP75", "APm", "APl", "AR", "AR50", "AR75", "ARm", "ARl"),
        List.copyOf(result.statistics().keySet()));
    assertEquals(
        " Average Recall     (AR) @[ IoU=0.75      | area=   all | maxDets= 20 ] = 0.334",
        result.summary().get(7));
  }
}
