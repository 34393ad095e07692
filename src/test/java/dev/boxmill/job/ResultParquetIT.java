package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.report.Example;
import dev.boxmill.report.PrCurve;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark writes comes back without Spark. */
class ResultParquetIT {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws Exception {
    ResultFixture.write(folder);
  }

  @Test
  void curves() {
    List<PrCurve> curves = ResultParquet.curves(folder.resolve("evaluation/curves"), "coco");
    assertEquals(70, curves.size(), "6 classes and their mean at 10 thresholds");
    PrCurve first = curves.get(0);
    assertEquals(PrCurve.MEAN, first.categoryId());
    assertEquals(0.5, first.iou());
    assertEquals(101, first.recall().length);
    for (int i = 0; i <= 100; i++) {
      assertEquals(i * .01, first.recall()[i]); // the same double, not only a near one
    }
    assertEquals("circle", curves.get(10).name());
    assertTrue(curves.get(10).score()[0] > .9);
  }

  @Test
  void examples() {
    List<Example> examples = ResultParquet.examples(folder.resolve("evaluation/examples"));
    assertEquals(48, examples.size());
    Example worst = examples.get(0);
    assertEquals(291, worst.imageId());
    assertTrue(worst.path().endsWith("models/data/val/000291.jpg"), worst.path());
    assertEquals(320, worst.width());
    assertEquals(200, worst.height());
    assertFalse(worst.groundTruths().isEmpty());
    assertTrue(worst.detections().stream().anyMatch(d -> d.matched() && d.score() > .9));
    assertTrue(worst.detections().stream().anyMatch(d -> !d.matched()));
  }

  @Test
  void unreadableImages() {
    assertEquals(
        List.of("JPEG is cut off after 5,120 bytes", "JPEG is cut off after 5,120 bytes"),
        ResultParquet.unreadable(folder.resolve("detections")).stream()
            .map(i -> i.error())
            .toList());
  }

  @Test
  void anAbsentFolderHoldsNothing() {
    assertEquals(List.of(), ResultParquet.curves(folder.resolve("gone"), "coco"));
    assertEquals(List.of(), ResultParquet.examples(folder.resolve("gone")));
  }
}
