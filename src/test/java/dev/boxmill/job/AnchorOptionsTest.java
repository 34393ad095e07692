package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps, units, levels, comparisons, styles and filters of the anchors job. */
class AnchorOptionsTest {
  private static final String TRAIN = "models/data/annotations/train_boxes.json";

  /** Two classes; boxes of 10 x 20, 40 x 80 and 4 x 30; a crowd. */
  private static final String SMALL =
      """
      {"images": [{"id": 1, "width": 100, "height": 200}],
       "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}],
       "annotations": [
        {"id": 1, "image_id": 1, "category_id": 3, "bbox": [0, 0, 10, 20], "area": 200},
        {"id": 2, "image_id": 1, "category_id": 5, "bbox": [0, 0, 40, 80], "area": 3200},
        {"id": 3, "image_id": 1, "category_id": 5, "bbox": [0, 0, 4, 30], "area": 120},
        {"id": 4, "image_id": 1, "category_id": 5, "bbox": [0, 0, 9, 9], "iscrowd": 1}]}
      """;

  private static final String VOC =
      """
      <annotation><filename>a.jpg</filename><size><width>100</width><height>100</height>
      <depth>3</depth></size>
      <object><name>cat</name><difficult>0</difficult>
      <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>20</xmax><ymax>30</ymax></bndbox></object>
      <object><name>cat</name><difficult>1</difficult>
      <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object>
      </annotation>
      """;

  @TempDir Path folder;
  private String small;
  private int runs;

  @BeforeEach
  void write() throws IOException {
    small = Files.writeString(folder.resolve("small.json"), SMALL).toString();
  }

  @Test
  void aSweepHoldsEveryKAndEndsWithTheElbows() throws IOException {
    JsonNode sweep = run(TRAIN, "--k", "1..9", "--input-size", "256,256");
    JsonNode tried = sweep.at("/sweep/tried");
    assertEquals(9, tried.size());
    for (int k = 2; k <= 9; k++) {
      assertEquals(k, tried.get(k - 1).get("anchors").size());
      assertTrue(
          iou(tried.get(k - 1)) > iou(tried.get(k - 2)), "more anchors fit these boxes better");
    }
    // By hand: farthest above the chord from k = 1 to k = 9.
    int best = 1;
    for (int k = 2; k < 9; k++) {
      best = above(tried, k) > above(tried, best) ? k : best;
    }
    assertEquals(best, sweep.at("/sweep/chosen").asInt());
    assertEquals(best, sweep.get("k").asInt());
    JsonNode single = run(TRAIN, "--k", "" + best, "--input-size", "256,256");
    assertEquals(single.get("anchors"), sweep.get("anchors"));
    assertFalse(single.has("sweep"));
  }

  private static double above(JsonNode tried, int k) {
    double rise = iou(tried.get(8)) - iou(tried.get(0));
    return (iou(tried.get(k - 1)) - iou(tried.get(0))) / rise - (k - 1) / 8.0;
  }

  private static double iou(JsonNode node) {
    return node.get("averageIou").asDouble();
  }

  @Test
  void unitsChangeHowAnchorsAreWrittenAndNothingElse() throws IOException {
    JsonNode pixels = run(TRAIN, "--k", "5", "--input-size", "256,128");
    JsonNode grid = run(TRAIN, "--k", "5", "--input-size", "256,128", "--units", "grid");
    JsonNode parts = run(TRAIN, "--k", "5", "--input-size", "256,128", "--units", "relative");
    for (int a = 0; a < 5; a++) {
      double w = pixels.at("/anchors/" + a + "/0").asDouble();
      double h = pixels.at("/anchors/" + a + "/1").asDouble();
      assertEquals(w / 32, grid.at("/anchors/" + a + "/0").asDouble(), 1e-6);
      assertEquals(w / 256, parts.at("/anchors/" + a + "/0").asDouble(), 1e-6);
      assertEquals(h / 128, parts.at("/anchors/" + a + "/1").asDouble(), 1e-6);
    }
    assertEquals(pixels.get("quality"), grid.get("quality"));
    assertEquals(pixels.get("quality"), parts.get("quality"));
    // Parts of the image of 100 x 200: 10 x 20 and 40 x 80 become .1 x .1 and .4 x .4.
    JsonNode image = run(small, "--k", "2", "--units", "relative", "--min-size", "5");
    assertEquals("[[0.1,0.1],[0.4,0.4]]", image.get("anchors").toString());
  }

  @Test
  void levelsShareAnchorsAndBoxes() throws IOException {
    JsonNode root = run(TRAIN, "--k", "8..10", "--input-size", "256,256", "--strides", "8,16,32");
    assertEquals(9, root.get("k").asInt(), "the only multiple of three");
    assertEquals("[3,4,5]", root.at("/levels/1/anchors").toString());
    long boxes = 0;
    for (JsonNode level : root.get("levels")) {
      boxes += level.get("boxes").asLong();
    }
    assertEquals(20_231, boxes);
    fails("--k 4: does not share out over 3 --strides", "--k", "4", "--strides", "8,16,32");
  }

  @Test
  void qualityIsBrokenDownByClassAndArea() throws IOException {
    JsonNode root = run(small, "--k", "2");
    // Anchors are two of the three sizes, or between; all areas are below 32 x 32 but 3200.
    assertEquals(2, root.at("/byArea/0/boxes").asInt());
    assertEquals("medium", root.at("/byArea/1/name").asText());
    assertEquals("cat", root.at("/byClass/0/name").asText());
    assertEquals(1, root.at("/byClass/0/boxes").asInt());
    assertEquals(2, root.at("/byClass/1/boxes").asInt());
    JsonNode train = run(TRAIN, "--k", "9", "--input-size", "256,256");
    double sum = 0;
    for (JsonNode row : train.get("byClass")) {
      sum += row.get("boxes").asLong() * iou(row);
    }
    assertEquals(iou(train), sum / 20_231, 1e-12, "classes add up to the whole");
  }

  @Test
  void filtersLeaveBoxesOutAndCountThem() throws IOException {
    JsonNode facts = run(small, "--k", "1", "--classes", "dog", "--min-size", "5").at("/run/facts");
    assertEquals(1, facts.get("otherClassesLeftOut").asInt());
    assertEquals(1, facts.get("smallBoxesLeftOut").asInt());
    assertEquals(1, facts.get("crowdsLeftOut").asInt());
    assertEquals(4, run(small, "--k", "1", "--keep-crowd").get("boxes").asInt());
    Path voc = Files.createDirectory(folder.resolve("voc"));
    Files.writeString(voc.resolve("a.xml"), VOC);
    JsonNode easy = run(voc.toString(), "--k", "1");
    assertEquals(1, easy.get("boxes").asInt());
    assertEquals(1, easy.at("/run/facts/difficultLeftOut").asInt());
    assertEquals(2, run(voc.toString(), "--k", "1", "--keep-difficult").get("boxes").asInt());
    fails(
        "--classes cot: no class of " + small + "; did you mean 'cat'?",
        "--k",
        "1",
        "--classes",
        "cot");
  }

  @Test
  void othersAreHeldAgainstTheSameBoxes() throws IOException {
    JsonNode own = run(TRAIN, "--k", "9", "--input-size", "416,416", "--strides", "8,16,32");
    String file = folder.resolve(runs + ".json").toString();
    JsonNode root =
        run(
            TRAIN,
            "--k",
            "5",
            "--input-size",
            "416,416",
            "--compare",
            "coco-yolov2,coco-yolov5," + file);
    JsonNode compared = root.get("compared");
    assertEquals("coco-yolov2", compared.at("/0/name").asText());
    assertEquals(18.32736, compared.at("/0/anchors/0/0").asDouble(), 1e-9, ".57273 cells of 32");
    assertEquals("coco-yolov5", compared.at("/1/name").asText());
    assertEquals("coco-yolov5 at 416,416", compared.at("/2/name").asText());
    assertEquals(373 * 416 / 640.0, compared.at("/2/anchors/8/0").asDouble(), 1e-4);
    // Sides are written with seven digits, so a file's anchors are these to that.
    assertEquals(iou(own), iou(compared.at("/3/quality")), 1e-6);
    assertEquals(own.get("levels"), compared.at("/3/levels"));
    assertTrue(iou(own) > iou(compared.at("/1/quality")), "made for these boxes");
    fails(
        "--compare coco-yolov5: was made for an input of 640,640; give --input-size",
        "--k",
        "1",
        "--compare",
        "coco-yolov5");
    fails(
        "--compare coco-yolov9: no such file, and none of voc-yolov2,",
        "--k",
        "1",
        "--compare",
        "coco-yolov9");
  }

  /** Expected: YOLOv5's formulas in NumPy, double precision, over the same letterboxed boxes. */
  @Test
  void qualityIsWhatYolov5sAutoanchorSays() throws IOException {
    JsonNode four = yolov3("4");
    assertEquals(1, four.get("recallAtRatio").asDouble());
    assertEquals(5.579951559487915, four.get("anchorsPerTarget").asDouble(), 1e-9);
    assertEquals(0.7422918269333844, four.get("fitness").asDouble(), 1e-6);
    assertEquals(0.6712445199011171, iou(four), 1e-6);
    assertEquals(0.9704414018091049, four.get("recallAtIou50").asDouble(), 1e-9);
    JsonNode strict = yolov3("1.45");
    assertEquals(0.7204290445356136, strict.get("recallAtRatio").asDouble(), 1e-9);
    assertEquals(0.7476150462162029, strict.get("anchorsPerTarget").asDouble(), 1e-9);
    assertEquals(0.5632746230278484, strict.get("fitness").asDouble(), 1e-6);
  }

  private JsonNode yolov3(String threshold) throws IOException {
    return run(
            TRAIN,
            "--k",
            "1",
            "--input-size",
            "256,256",
            "--compare",
            "coco-yolov3",
            "--ratio-threshold",
            threshold)
        .at("/compared/0/quality");
  }

  @Test
  void evolutionNeverLowersTheFitness() throws IOException {
    JsonNode root = run(TRAIN, "--k", "3", "--input-size", "256,256", "--evolve", "100");
    double before = root.at("/evolution/fitnessBefore").asDouble();
    double after = root.at("/evolution/fitnessAfter").asDouble();
    assertTrue(after > before, before + " -> " + after);
    assertEquals(after, root.at("/quality/fitness").asDouble(), 1e-12);
    JsonNode plain = run(TRAIN, "--k", "3", "--input-size", "256,256");
    assertEquals(before, plain.at("/quality/fitness").asDouble(), 1e-12);
  }

  @Test
  void descriptorsOfAllStylesAreAccepted() throws IOException {
    descriptor("yolov2", "--k", "5");
    descriptor("yolov3", "--k", "9", "--strides", "8,16,32");
    descriptor("retinanet", "--style", "retinanet", "--strides", "8,16,32,64");
    descriptor("ssd", "--style", "ssd", "--strides", "8,16,32,64");
    fails(
        "--export descriptor: has none for --style rcnn",
        "--style",
        "rcnn",
        "--input-size",
        "64,64",
        "--export",
        "descriptor=x.json");
  }

  private void descriptor(String family, String... options) throws IOException {
    Path file = folder.resolve(family + ".json");
    List<String> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("--input-size", "256,256", "--export", "descriptor=" + file));
    JsonNode root = run(TRAIN, args.toArray(String[]::new));
    Descriptor descriptor = Descriptor.load(file);
    assertEquals(family, descriptor.family());
    assertEquals(List.of("circle", "square"), descriptor.classes().subList(0, 2));
    Heads.prepare(descriptor);
    if (root.has("shape")) {
      JsonNode published = root.at("/compared/0");
      assertEquals(family + " as published", published.get("name").asText());
      assertTrue(iou(root) > iou(published.get("quality")), "fitted beats published");
    }
  }

  @Test
  void pastedFormatsReadAsTheirToolsWriteThem() throws IOException {
    Path cfg = folder.resolve("a.cfg");
    Path yaml = folder.resolve("a.yaml");
    Path python = folder.resolve("a.py");
    run(
        small,
        "--k",
        "2",
        "--strides",
        "8,16",
        "--min-size",
        "5",
        "--export",
        "darknet=" + cfg + ",ultralytics=" + yaml + ",mmdetection=" + python);
    assertEquals(
        """
        # [yolo], pixels
        anchors = 10,20, 40,80
        num=2
        # the [yolo] of stride 8:
        mask = 0
        # the [yolo] of stride 16:
        mask = 1
        """,
        Files.readString(cfg));
    assertEquals("anchors:\n  - [10,20]  # P3/8\n  - [40,80]  # P4/16\n", Files.readString(yaml));
    assertEquals(
        """
        anchor_generator=dict(
            type='YOLOAnchorGenerator',
            base_sizes=[[(40, 80)],
                        [(10, 20)]],
            strides=[16, 8]),
        """,
        Files.readString(python));
    Path cells = folder.resolve("b.cfg");
    run(small, "--k", "2", "--units", "grid", "--min-size", "5", "--export", "darknet=" + cells);
    assertTrue(Files.readString(cells).contains("anchors = 0.3125,0.625, 1.25,2.5\n"));
  }

  @Test
  void impossibleChoicesAreRefused() {
    fails("--k: has no meaning with --style rcnn", "--style", "rcnn", "--k", "3");
    fails("--style ssd: needs the model's input", "--style", "ssd");
    fails(
        "--ratios 4: 1 and pairs make an odd number",
        "--style",
        "ssd",
        "--input-size",
        "9,9",
        "--ratios",
        "4");
    fails("--strides 8: give ascending numbers", "--k", "2", "--strides", "16,8");
    fails("--stride 0: give pixels", "--k", "2", "--stride", "0");
    fails("--ratio-threshold 1.0: give a number above 1", "--k", "2", "--ratio-threshold", "1");
    fails("--evolve -1: give a number of generations", "--k", "2", "--evolve", "-1");
    fails("--evolve: only for --style yolo", "--style", "rcnn", "--evolve", "3");
    fails("--min-size -1.0: give a number of pixels", "--k", "2", "--min-size", "-1");
    fails("--export ultralytics: has anchors by level", "--k", "2", "--export", "ultralytics=x");
    fails(
        "--export darknet: only has the free anchors", "--style", "rcnn", "--export", "darknet=x");
    fails("--export descriptor: names the model's input", "--k", "2", "--export", "descriptor=x");
    fails("small.json: already there", "--k", "2", "--export", "darknet=" + small);
    assertFalse(Files.exists(folder.resolve("refused.json")), "a failed run leaves no output");
  }

  private void fails(String message, String... options) {
    List<String> args = new ArrayList<>(List.of("anchors", "--annotations", small));
    args.addAll(List.of("--out", folder.resolve("refused.json").toString()));
    args.addAll(List.of(options));
    Cli ran = Cli.run(args.toArray(String[]::new));
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains(message), () -> "expected '" + message + "' in " + ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  private JsonNode run(String annotations, String... options) throws IOException {
    Path out = folder.resolve(++runs + ".json");
    List<String> args = new ArrayList<>(List.of("anchors", "--annotations", annotations));
    args.addAll(List.of("--out", out.toString()));
    args.addAll(List.of(options));
    Cli ran = Cli.run(args.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return new ObjectMapper().readTree(out.toFile());
  }
}
