package dev.boxmill.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.ReadReport;
import dev.boxmill.format.Want;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clean set of made-up boxes, and the same with one kind of damage: each damage is found under
 * its name, as often as it was done, and nothing else is.
 */
class ChecksTest {
  private static final int IMAGES = 20;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int OBJECTS = 100;

  @TempDir Path folder;

  /** Boxes in pixels, all inside, no two alike, of many sizes; five an image. */
  private static double[][] cleanBoxes() {
    Random random = new Random(7);
    double[][] boxes = new double[OBJECTS][];
    for (int i = 0; i < OBJECTS; i++) {
      double w = 10 + random.nextInt(150);
      double h = 10 + random.nextInt(100);
      // Five columns keep boxes of an image from covering each other.
      double x = 2 + 96.0 * (i % 5) + random.nextInt(60);
      boxes[i] = new double[] {x, 2 + random.nextInt(250), w, h};
    }
    return boxes;
  }

  private static String json(double[][] boxes) {
    List<String> images = new ArrayList<>();
    for (int i = 1; i <= IMAGES; i++) {
      images.add(
          String.format(
              Locale.ROOT,
              "{\"id\":%d,\"file_name\":\"%d.jpg\",\"width\":%d,\"height\":%d}",
              i,
              i,
              WIDTH,
              HEIGHT));
    }
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < boxes.length; i++) {
      objects.add(object(i + 1, 1 + i / 5 % IMAGES, 1 + i % 2, boxes[i], ""));
    }
    return "{\"images\":[\n"
        + String.join(",\n", images)
        + "],\n\"categories\":[{\"id\":1,\"name\":\"cat\"},{\"id\":2,\"name\":\"dog\"}],\n"
        + "\"annotations\":[\n"
        + String.join(",\n", objects)
        + "]}";
  }

  private static String object(int id, int image, int category, double[] box, String more) {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":%s%s}",
        id,
        image,
        category,
        Arrays.toString(box),
        more);
  }

  private List<Finding> check(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), json);
    ReadReport report = ReadReport.skipping();
    Annotations all =
        new CocoFormat()
            .read(
                FileTree.of(file),
                new ReadOptions(report, ImageSizes.NONE, List.of(), Set.of(Want.IF_THERE)));
    return Checks.run(DataSet.of(all, report, 3));
  }

  /** Ids and counts of what is found. */
  private Map<String, Long> found(String json) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Finding f : check(json)) {
      assertEquals(null, counts.put(f.id(), f.count()), f.id() + " is reported once");
      assertTrue(f.examples().size() <= 3 && !f.examples().isEmpty(), f.id());
      assertTrue(!f.message().isBlank() && !f.mend().isBlank(), f.id());
    }
    return counts;
  }

  /** The clean set with one more object. */
  private static String with(String object) {
    return json(cleanBoxes()).replace("]}]}", "]},\n" + object + "]}");
  }

  private static String withBox(double... box) {
    return with(object(1001, 1, 1, box, ""));
  }

  private static String all(UnaryOperator<double[]> damage) {
    return json(Arrays.stream(cleanBoxes()).map(damage).toArray(double[][]::new));
  }

  @Test
  void nothingIsFoundInCleanData() throws IOException {
    assertEquals(Map.of(), found(json(cleanBoxes())));
  }

  @Test
  void recordsThatReadersRefuseAreNamedWithTheirPlace() throws IOException {
    assertEquals(
        Map.of("duplicate-id", 1L),
        found(with(object(7, 1, 1, new double[] {9, 300, 50, 50}, ""))));
    assertEquals(
        Map.of("dangling-reference", 1L),
        found(with(object(1001, 99, 1, new double[] {9, 300, 50, 50}, ""))));
    assertEquals(
        Map.of("dangling-reference", 1L),
        found(with(object(1001, 1, 99, new double[] {9, 300, 50, 50}, ""))));
    assertEquals(Map.of("invalid-box", 1L), found(withBox(9, 300, -50, 50)));
    assertEquals(Map.of("invalid-box", 1L), found(withBox(9, Double.NaN, 50, 50)));
    assertEquals(
        Map.of("unusable-record", 1L), found(with("{\"id\":1001,\"bbox\":[9,300,50,50]}")));
    Finding finding = check(withBox(9, 300, -50, 50)).get(0);
    // Images take lines 2 to 21, categories 22, "annotations" 23, objects 24 to 123.
    String detail = finding.examples().get(0).detail();
    assertTrue(detail.contains("a.json:124:"), detail);
    assertTrue(detail.contains("negative size -50"), detail);
  }

  @Test
  void namesThatComeTwice() throws IOException {
    String json = json(cleanBoxes());
    assertEquals(Map.of("duplicate-class-name", 1L), found(json.replace("\"dog\"", "\"cat\"")));
    assertEquals(Map.of("similar-class-name", 1L), found(json.replace("\"dog\"", "\"Cat \"")));
    assertEquals(
        Map.of("duplicate-image-name", 1L), found(json.replace("\"20.jpg\"", "\"3.jpg\"")));
  }

  @Test
  void boxesThatDoNotFitTheirImage() throws IOException {
    assertEquals(Map.of("empty-box", 1L), found(withBox(9, 300, 50, 0)));
    assertEquals(Map.of("box-outside-image", 1L), found(withBox(WIDTH, 300, 50, 50)));
    assertEquals(Map.of("box-over-edge", 1L), found(withBox(600, 300, 41.5, 50)));
    assertEquals(Map.of("box-over-edge", 1L), found(withBox(-1.5, 300, 50, 50)));
    assertEquals(Map.of(), found(withBox(600, 300, 41, 50)), "one pixel is a convention");
    assertEquals(Map.of("tiny-box", 1L), found(withBox(9, 300, 50, 1.9)));
    Finding finding = check(withBox(600, 300, 41.5, 50)).get(0);
    assertEquals(
        new Example(
            "1.jpg", 1001L, List.of(600., 300., 41.5, 50.), "by 1.5 pixels; image is 640 x 400"),
        finding.examples().get(0));
  }

  /** 100 x 100 shifted by 2 to the right: 98 x 100 shared of 102 x 100, IoU .961; by 3, .942. */
  @Test
  void objectsDrawnTwice() throws IOException {
    String once = withBox(10, 270, 100, 100);
    assertEquals(Map.of(), found(once));
    assertEquals(Map.of("near-duplicate-box", 1L), found(second(once, 12, 1, "")));
    assertEquals(Map.of("box-of-two-classes", 1L), found(second(once, 12, 2, "")));
    assertEquals(Map.of(), found(second(once, 13, 1, "")));
    assertEquals(Map.of(), found(second(once, 12, 1, ",\"iscrowd\":1")));
  }

  private static String second(String json, double x, int category, String more) {
    String object = object(1002, 1, category, new double[] {x, 270, 100, 100}, more);
    return json.replace("]}]}", "]},\n" + object + "]}");
  }

  @Test
  void masksThatAreNotTheBoxes() throws IOException {
    double[] box = {10, 270, 100, 100};
    String fits = ",\"segmentation\":[[10,270,110,270,110,370,10,370]],\"area\":";
    assertEquals(Map.of(), found(with(object(1001, 1, 1, box, fits + "10000"))));
    assertEquals(
        Map.of("mask-and-area-differ", 1L), found(with(object(1001, 1, 1, box, fits + "7000"))));
    // A triangle of half the area whose corners are the box's.
    String triangle = ",\"segmentation\":[[10,270,110,270,110,370]],\"area\":";
    assertEquals(Map.of(), found(with(object(1001, 1, 1, box, triangle + "5000"))));
    assertEquals(
        Map.of("mask-and-area-differ", 1L),
        found(with(object(1001, 1, 1, box, triangle + "10000"))));
    String lower = ",\"segmentation\":[[10,280,110,280,110,380,10,380]],\"area\":10000";
    assertEquals(Map.of("mask-and-box-differ", 1L), found(with(object(1001, 1, 1, box, lower))));
    assertEquals(
        Map.of("area-exceeds-box", 1L), found(with(object(1001, 1, 1, box, ",\"area\":10100"))));
    assertEquals(Map.of(), found(with(object(1001, 1, 1, box, ",\"area\":6000"))));
  }

  @Test
  void classesAndImagesWithoutObjects() throws IOException {
    assertEquals(
        Map.of("empty-class", 1L),
        found(
            json(cleanBoxes())
                .replace("\"categories\":[", "\"categories\":[{\"id\":3,\"name\":\"x\"},")));
    assertEquals(
        Map.of("image-without-objects", 1L),
        found(
            json(cleanBoxes())
                .replace("\"images\":[", "\"images\":[{\"id\":50,\"file_name\":\"50.jpg\"},")));
    // 101 cats, one dog: every second object of 202 is a dog, but one alone stays so.
    double[][] boxes = cleanBoxes();
    String cats = json(boxes).replace("\"category_id\":2", "\"category_id\":1");
    assertEquals(Map.of("empty-class", 1L), found(cats));
    String one = cats.replaceFirst("\"category_id\":1", "\"category_id\":2");
    assertEquals(Map.of(), found(one), "99 to 1");
    String more = one;
    for (int i = 0; i < 2; i++) {
      String extra = object(2001 + i, 1 + i, 1, new double[] {9, 300, 50, 50 + i}, "");
      more = more.replace("]}]}", "]},\n" + extra + "]}");
    }
    assertEquals(Map.of("class-imbalance", 1L), found(more), "101 to 1");
  }

  @Test
  void numbersThatMeanSomethingElse() throws IOException {
    has("corners-for-sizes", all(b -> new double[] {b[0], b[1], b[0] + b[2], b[1] + b[3]}));
    has(
        "centre-for-corner",
        all(b -> new double[] {b[0] + b[2] / 2 + 30, b[1] + b[3] / 2 + 36, b[2], b[3]}));
    has(
        "relative-coordinates",
        all(b -> new double[] {b[0] / WIDTH, b[1] / HEIGHT, b[2] / WIDTH, b[3] / HEIGHT}));
    has(
        "image-sides-swapped",
        json(cleanBoxes()).replace("\"width\":640,\"height\":400", "\"width\":400,\"height\":640"));
    assertEquals(Map.of("one-box-size", 100L), found(all(b -> new double[] {b[0], b[1], 90, 80})));
  }

  private void has(String id, String json) throws IOException {
    Map<String, Long> found = found(json);
    assertTrue(found.containsKey(id), found.toString());
  }

  /** Every fourth box is drawn up to the left border, every fourth to the right one. */
  @Test
  void placesOfTheBorderTellTheConvention() throws IOException {
    assertEquals(Map.of(), found(bordering(0, 0)));
    assertEquals(Map.of("corners-from-one", 25L), found(bordering(1, 0)));
    assertEquals(Map.of("corners-from-minus-one", 25L), found(bordering(-1, 0)));
    assertEquals(Map.of("last-pixel-for-edge", 25L), found(bordering(0, -1)));
    assertEquals(Map.of("edge-beyond-image", 25L), found(bordering(0, 1)));
  }

  private static String bordering(int left, int right) {
    double[][] boxes = cleanBoxes();
    for (int i = 0; i < boxes.length; i += 4) {
      boxes[i][0] = left;
      boxes[i + 1][0] = WIDTH + right - boxes[i + 1][2];
    }
    return json(boxes);
  }
}
