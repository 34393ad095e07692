package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.SharedData;
import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.format.CocoAnnotations;
import dev.boxmill.format.CocoResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any split and order of the data gives the same bits; what differs by design is said here. */
final class CocoMergeTest {
  private final AnnotationTable truths = CocoGoldenTest.truths("edge/edge_gt.json");
  private final DetectionTable detections = CocoGoldenTest.detections("edge/edge_dt.json");
  private final CocoParameters standard = CocoParameters.standard();

  @Test
  void mergedEqualsWhole() {
    CategoryBoxes[] whole =
        CocoEvaluation.gather(truths, detections, CocoEvaluation.sorted(truths.categories()));
    Random random = new Random(17);
    for (int trial = 0; trial < 5; trial++) {
      for (CategoryBoxes category : whole) {
        CategoryBoxes merged = new CategoryBoxes();
        for (CategoryBoxes part : shuffledParts(category, random)) {
          merged.merge(part);
        }
        CocoCategoryResult expected = CocoCategory.evaluate(standard, category);
        CocoCategoryResult found = CocoCategory.evaluate(standard, merged);
        assertArrayEquals(expected.precision(), found.precision(), 0);
        assertArrayEquals(expected.recall(), found.recall(), 0);
        assertArrayEquals(expected.scores(), found.scores(), 0);
      }
    }
  }

  private static List<CategoryBoxes> shuffledParts(CategoryBoxes all, Random random) {
    List<CategoryBoxes> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      parts.add(new CategoryBoxes());
    }
    CategoryBoxes.Prepared sides = all.prepare();
    for (int i : permutation(sides.truths().size, random)) {
      CategoryBoxes.Boxes t = sides.truths();
      parts
          .get(random.nextInt(parts.size()))
          .addGroundTruth(
              t.image[i],
              t.rank[i],
              t.box[4 * i],
              t.box[4 * i + 1],
              t.box[4 * i + 2],
              t.box[4 * i + 3],
              t.value[i],
              (t.flags[i] & CategoryBoxes.CROWD) != 0,
              (t.flags[i] & CategoryBoxes.ID_ZERO) != 0);
    }
    for (int i : permutation(sides.detections().size, random)) {
      CategoryBoxes.Boxes d = sides.detections();
      parts
          .get(random.nextInt(parts.size()))
          .addDetection(
              d.image[i],
              d.rank[i],
              d.box[4 * i],
              d.box[4 * i + 1],
              d.box[4 * i + 2],
              d.box[4 * i + 3],
              d.value[i]);
    }
    return parts;
  }

  private static List<Integer> permutation(int n, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return order;
  }

  @Test
  void averagePrecisionDoesNotNeedAHundredDetections() {
    CocoParameters ten = standard.withMaxDetections(10);
    assertEquals(-1, statistics(ten.withStrict(true)).get("AP"));
    assertEquals(
        statistics(standard.withMaxDetections(1, 10)).get("AP"), statistics(ten).get("AP"));
    assertEquals(true, statistics(ten).get("AP") > 0);
  }

  @Test
  void theAnnotationOfIdZeroCountsUnlessStrict() {
    AnnotationTable.Columns one = new AnnotationTable.Columns();
    one.add(0, 1, 1, 5, 5, 40, 40, 1600, false);
    AnnotationTable table =
        new AnnotationTable(
            List.of(new ImageInfo(1, "a.jpg", 99, 99)), List.of(new Category(1, "a", "")), one);
    DetectionTable perfect = new DetectionTable();
    perfect.add(1, 1, 5, 5, 40, 40, .9);
    double counted = CocoEvaluation.evaluate(table, perfect, standard).statistics().get("AP");
    double strict =
        CocoEvaluation.evaluate(table, perfect, standard.withStrict(true)).statistics().get("AP");
    assertEquals(1, counted, 1e-12);
    assertEquals(0, strict, 0);
  }

  private Map<String, Double> statistics(CocoParameters parameters) {
    return CocoEvaluation.evaluate(truths, detections, parameters).statistics();
  }

  @Test
  void cocosOwnHundredImages() throws IOException {
    Path folder = SharedData.require("fixtures/coco100/cocoapi");
    try (InputStream gt = Files.newInputStream(folder.resolve("instances_val2014_100.json"));
        InputStream dt =
            Files.newInputStream(folder.resolve("instances_val2014_fakebbox100_results.json"))) {
      CocoResult result =
          CocoEvaluation.evaluate(
              CocoAnnotations.read(gt, "gt"), CocoResults.read(dt, "dt"), standard);
      // The table that cocoapi's demo prints, three decimals.
      double[] printed = {.505, .697, .573, .586, .519, .501, .387, .594, .595, .640, .566, .564};
      int i = 0;
      for (Map.Entry<String, Double> statistic : result.statistics().entrySet()) {
        assertEquals(printed[i++], statistic.getValue(), .0005 + 1e-9, statistic.getKey());
      }
    }
  }
}
