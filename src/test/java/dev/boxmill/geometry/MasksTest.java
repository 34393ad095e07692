package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.MaskGolden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Run lengths against pycocotools 2.0.11 and against pixels counted by hand. */
class MasksTest {

  private static String text(Rle mask) {
    return RleString.encode(mask.counts());
  }

  private static Rle rle(int height, int width, int... counts) {
    return new Rle(height, width, counts);
  }

  @Test
  void everythingEqualsPycocotools() {
    JsonNode cases = MaskGolden.json(MaskGolden.GOLDEN.resolve("coco-segm/masks.json"));
    assertTrue(cases.size() > 50);
    for (JsonNode c : cases) {
      int h = c.at("/size/0").asInt();
      int w = c.at("/size/1").asInt();
      String what = h + " by " + w + " " + c.get("rings");
      Rle mask = Masks.rle(MaskGolden.polygons(c.get("rings")), h, w);
      Rle other = Masks.rle(rle(h, w, RleString.decode(c.get("other").asText())), h, w);
      assertEquals(c.get("rle").asText(), text(mask), what);
      assertArrayEquals(mask.counts(), RleString.decode(text(mask)), what);
      assertEquals(c.get("other").asText(), text(other), what);
      assertEquals(c.get("area").asLong(), Masks.area(mask), what);
      double[] box = MaskGolden.doubles(c.get("box"));
      int[] bounds = Masks.bounds(mask);
      assertArrayEquals(
          box,
          new double[] {bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]},
          what);
      assertEquals(c.get("union").asText(), text(Masks.union(List.of(mask, other))), what);
      Rle both = Masks.intersection(List.of(mask, other));
      assertEquals(c.get("intersection").asText(), text(both), what);
      assertEquals(Masks.area(both), Masks.intersection(mask, other), what);
      assertEquals(c.get("distance").asInt(), MaskBoundary.distance(h, w, .02), what);
      int distance = c.get("distance").asInt();
      assertEquals(c.get("boundary").asText(), text(MaskBoundary.of(mask, distance)), what);
      assertEquals(c.get("otherBoundary").asText(), text(MaskBoundary.of(other, distance)), what);
    }
  }

  /** Counting windows is slow and plain; distances of more than one pixel, wide and narrow. */
  @Test
  void boundaryIsWhatASquareWindowDoesNotFit() {
    java.util.Random random = new java.util.Random(3);
    for (int round = 0; round < 60; round++) {
      int h = 1 + random.nextInt(40);
      int w = 1 + random.nextInt(40);
      int distance = 1 + random.nextInt(6);
      boolean[][] pixels = new boolean[h][w];
      int top = random.nextInt(h);
      int left = random.nextInt(w);
      for (int y = top; y < h; y++) {
        for (int x = left; x < w; x++) {
          pixels[y][x] = random.nextInt(60) > 0;
        }
      }
      boolean[][] edge = new boolean[h][w];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          edge[y][x] = pixels[y][x] && !fits(pixels, y, x, distance);
        }
      }
      assertArrayEquals(
          runs(edge).counts(), MaskBoundary.of(runs(pixels), distance).counts(), h + " by " + w);
    }
  }

  private static boolean fits(boolean[][] pixels, int y, int x, int distance) {
    for (int dy = -distance; dy <= distance; dy++) {
      for (int dx = -distance; dx <= distance; dx++) {
        boolean in = y + dy >= 0 && y + dy < pixels.length && x + dx >= 0;
        if (!in || x + dx >= pixels[0].length || !pixels[y + dy][x + dx]) {
          return false;
        }
      }
    }
    return true;
  }

  private static Rle runs(boolean[][] pixels) {
    RunWriter runs = new RunWriter();
    for (int x = 0; x < pixels[0].length; x++) {
      for (boolean[] row : pixels) {
        runs.add(row[x], 1);
      }
    }
    return runs.build(pixels.length, pixels[0].length);
  }

  /** A 3 by 4 image; columns are read downwards. */
  @Test
  void runsOfNoPixelsChangeNothing() {
    // Column 1: rows 1 and 2 (pixels 4 and 5), column 2: row 0 (pixel 6): one run of three.
    Rle mask = rle(3, 4, 4, 3, 5);
    Rle cut = rle(3, 4, 2, 0, 2, 1, 0, 2, 5, 0);
    assertEquals(3, Masks.area(cut));
    assertEquals(3, Masks.intersection(mask, cut));
    assertArrayEquals(mask.counts(), Masks.union(List.of(cut, cut)).counts());
    assertArrayEquals(new int[] {1, 0, 3, 3}, Masks.bounds(cut));
    assertArrayEquals(mask.counts(), MaskBoundary.of(cut, 1).counts());
  }

  @Test
  void aRingOfFourNumbersIsABox() {
    // Left 1, top 1, width 2, height 1 in 3 by 4: pixel 1 of columns 1 and 2.
    Rle mask = Masks.rle(new Polygons(new double[][] {{1, 1, 2, 1}}), 3, 4);
    assertArrayEquals(new int[] {4, 1, 2, 1, 4}, mask.counts());
  }

  @Test
  void masksThatDoNotFitTheImageAreTold() {
    String size = message(() -> Masks.rle(rle(2, 3, 6), 3, 2));
    assertTrue(size.contains("2, 3, the image's 3, 2"), size);
    String fill = message(() -> Masks.rle(rle(2, 3, 2, 3), 2, 3));
    assertTrue(fill.contains("fill 5 pixels of 2 by 3"), fill);
    String unknown = message(() -> Masks.rle(new Polygons(new double[0][]), 0, 0));
    assertTrue(unknown.contains("width and height"), unknown);
    double[][] line = {{1, 2, 3, 4, 5}};
    assertTrue(message(() -> Masks.rle(new Polygons(line), 9, 9)).contains("5 numbers"));
    double[][] lost = {{1, 2, Double.NaN, 4, 5, 6}};
    assertTrue(message(() -> Masks.rle(new Polygons(lost), 9, 9)).contains("NaN"));
  }

  @Test
  void malformedStringsAreTold() {
    for (String bad : Arrays.asList("52p", "Pé", "1oooooooooooooo1", "1O")) {
      assertTrue(message(() -> RleString.decode(bad)).startsWith("compressed RLE: "), bad);
    }
    assertTrue(message(() -> RleString.decode("P")).contains("break off"));
  }

  private static String message(org.junit.jupiter.api.function.Executable wrong) {
    return assertThrows(UserException.class, wrong).getMessage();
  }
}
