package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evolution and the families of anchors. */
class AnchorSearchTest {
  private static final double[][] BOXES = Boxes.random(3_000, 11, 1);

  @Test
  void evolutionRaisesTheFitnessAndIsRepeatable() {
    BoxSizes sizes = Boxes.sizes(BOXES);
    double[][] start = {{10, 13}, {33, 23}, {116, 90}};
    Evolution.Outcome one = Evolution.run(sizes, start, 4, 200, 3);
    Evolution.Outcome two = Evolution.run(sizes, start, 4, 200, 3);
    assertArrayEquals(one.anchors(), two.anchors());
    assertTrue(one.improvements() > 0 && one.after() > one.before(), one::toString);
    assertEquals(quality(sizes, start).fitness(), one.before(), 1e-12);
    assertEquals(quality(sizes, one.anchors()).fitness(), one.after(), 1e-12);
    assertArrayEquals(new double[] {10, 13}, start[0], "the start is left as it was");
  }

  @Test
  void evolutionKeepsAStartThatCannotBeBettered() {
    BoxSizes sizes = Boxes.sizes(new double[] {10, 20}, new double[] {40, 80});
    double[][] start = {{10, 20}, {40, 80}};
    Evolution.Outcome outcome = Evolution.run(sizes, start, 4, 50, 1);
    assertSame(start, outcome.anchors());
    assertEquals(1, outcome.after());
    assertEquals(0, outcome.improvements());
  }

  /** Boxes that are exactly an RCNN grid's anchors: 2 scales, 2 ratios. */
  @Test
  void rcnnFindsTheGridThatBoxesWereMadeFrom() {
    RcnnAnchors family = new RcnnAnchors(2, 2, true);
    double[] truth = {Math.log(30), Math.log(90), Math.log(0.6), Math.log(1.9)};
    BoxSizes sizes = Boxes.sizes(family.anchors(truth));
    AnchorFamily.Shape shape = family.shape(AnchorFamily.fit(family, sizes, 7));
    assertEquals(30, shape.scales().get(0), .1);
    assertEquals(90, shape.scales().get(1), .3);
    assertEquals(0.6, shape.ratios().get(0), .003);
    assertEquals(1.9, shape.ratios().get(1), .01);
    assertArrayEquals(new int[] {0, 0, 1, 1}, family.levels());
  }

  @Test
  void publishedAnchorsComeFromPublishedParameters() {
    // RetinaNet on stride 8: 32 pixels, ratio 1/2: 32 * sqrt 2 wide; octave scale 2^(1/3) next.
    RetinaNetAnchors retina = new RetinaNetAnchors(List.of(8, 16), 3, 3);
    double[][] boxes = retina.anchors(retina.published());
    assertEquals(18, boxes.length);
    assertArrayEquals(new double[] {32 * Math.sqrt(2), 32 / Math.sqrt(2)}, boxes[0], 1e-9);
    assertEquals(32 * Math.cbrt(2) * Math.sqrt(2), boxes[1][0], 1e-9);
    assertArrayEquals(new double[] {64, 64}, boxes[12], 1e-9);
    // SSD300: s = .2, .34, .48, .62, .76, .9; the next would be 1.04.
    SsdAnchors ssd = new SsdAnchors(6, 1, 300, 300);
    double[] start = ssd.published();
    assertArrayEquals(
        new double[] {.2, .34, .48, .62, .76, .9, 1.04},
        ssd.shape(start).scales().stream().mapToDouble(s -> s).toArray(),
        1e-12);
    assertArrayEquals(new double[] {60, 60}, ssd.anchors(start)[0], 1e-9);
    assertEquals(300 * Math.sqrt(.2 * .34), ssd.anchors(start)[1][0], 1e-9);
    assertArrayEquals(
        new double[] {60 * Math.sqrt(2), 60 / Math.sqrt(2)}, ssd.anchors(start)[2], 1e-9);
  }

  @Test
  void noFamilyEndsBelowItsBestStart() {
    BoxSizes sizes = Boxes.sizes(BOXES);
    for (AnchorFamily family :
        List.of(
            new RcnnAnchors(3, 3, false),
            new RetinaNetAnchors(List.of(8, 16, 32), 3, 3),
            new SsdAnchors(4, 1, 256, 256))) {
      List<Double> starts = new ArrayList<>();
      family.starts(sizes).forEach(s -> starts.add(quality(sizes, family.anchors(s)).averageIou()));
      double[] found = AnchorFamily.fit(family, sizes, 7);
      assertArrayEquals(found, AnchorFamily.fit(family, sizes, 7));
      double best = starts.stream().max(Double::compare).orElseThrow();
      double iou = quality(sizes, family.anchors(found)).averageIou();
      assertTrue(iou > best, () -> family + ": " + starts + " -> " + iou);
    }
  }

  private static AnchorQuality quality(BoxSizes sizes, double[][] anchors) {
    AnchorQuality quality = new AnchorQuality(anchors, 4);
    quality.add(sizes);
    return quality;
  }
}
