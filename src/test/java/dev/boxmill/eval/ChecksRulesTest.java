package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake, made on purpose in detections that are fine, is named by a warning. */
class ChecksRulesTest {
  private static final Annotations TRUTH = Golden.truth(Golden.TRUTH);
  private static final DetectionTable FINE = Golden.detections(Golden.DETECTIONS);
  private static final double W = 640;
  private static final double H = 480;

  /** One detection, to be spoilt. */
  private static final class Row {
    private long image;
    private int category;
    private double x;
    private double y;
    private double w;
    private double h;
    private double score;

    void box(double a, double b, double c, double d) {
      x = a;
      y = b;
      w = c;
      h = d;
    }
  }

  @FunctionalInterface
  private interface Mistake {
    void in(Row row);
  }

  private static DetectionTable with(Mistake mistake) {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    Row row = new Row();
    for (int i = 0; i < FINE.size(); i++) {
      double[] b = FINE.boxes();
      row.image = FINE.imageId(i);
      row.category = FINE.categoryId(i);
      row.score = FINE.score(i);
      row.box(b[4 * i], b[4 * i + 1], b[4 * i + 2], b[4 * i + 3]);
      mistake.in(row);
      rows.add(row.image, row.category, row.x, row.y, row.w, row.h, row.score, i);
    }
    return rows.build();
  }

  private static MetricResult check(Annotations truth, DetectionTable detections) {
    Metric.Evaluation checks = new ChecksMetric().start(truth, EvaluationOptions.standard());
    checks.add(detections);
    return checks.result();
  }

  private static List<String> names(MetricResult result) {
    return result.tables().get(0).rows().stream().map(row -> (String) row.get(0)).toList();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        of("scores-equal", "score 0.5", r -> r.score = .5),
        of("scores-outside", "percent as parts of 1", r -> r.score *= 100),
        of("scores-outside", "the sigmoid of logits", r -> r.score = 8 * r.score - 4),
        of("boxes-misread", "two corners", r -> r.box(r.x, r.y, r.x + r.w, r.y + r.h)),
        of(
            "boxes-misread",
            "a centre and a size",
            r -> r.box(r.x + r.w / 2, r.y + r.h / 2, r.w, r.h)),
        of("boxes-misread", "y first", r -> r.box(r.y, r.x, r.y + r.h, r.x + r.w)),
        of(
            "boxes-misread",
            "relative to the image",
            r -> r.box(r.x / W, r.y / H, r.w / W, r.h / H)),
        of(
            "boxes-misread",
            "relative corners (",
            r -> r.box(r.x / W, r.y / H, (r.x + r.w) / W, (r.y + r.h) / H)),
        of(
            "boxes-misread",
            "stretched to 416 x 416",
            r -> r.box(r.x * 416 / W, r.y * 416 / H, r.w * 416 / W, r.h * 416 / H)),
        of(
            "boxes-misread",
            "scaled to 1280 x 1280, padded on both sides",
            r -> r.box(2 * r.x, 2 * r.y + 160, 2 * r.w, 2 * r.h)),
        of("boxes-tiny", "parts of the image", r -> r.box(r.x / 6e5, r.y / 6e5, 1, 1)),
        of("boxes-beyond", "beyond their image", r -> r.box(9 * r.x, 9 * r.y, 9 * r.w, 9 * r.h)));
  }

  private static Arguments of(String check, String words, Mistake mistake) {
    return Arguments.of(check, words, mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamed(String check, String words, Object mistake) {
    MetricResult result = check(TRUTH, with((Mistake) mistake));
    assertTrue(names(result).contains(check), result.summary().toString());
    String all = String.join("\n", result.summary());
    assertTrue(all.contains(words), all);
  }

  @Test
  void fineDetectionsGiveNoWarning() {
    MetricResult result = check(TRUTH, FINE);
    assertEquals(List.of(), result.summary());
  }

  /** The ground truth with other category ids. */
  private static Annotations renumbered(IntUnaryOperator idOfPlace) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    for (int row = 0; row < TRUTH.groundTruths().size(); row++) {
      GroundTruth g = TRUTH.groundTruths().groundTruth(row);
      int id = idOfPlace.applyAsInt(TRUTH.categoryIndex(g.categoryId()));
      rows.add(
          new GroundTruth(
              g.id(),
              g.imageId(),
              id,
              g.x(),
              g.y(),
              g.w(),
              g.h(),
              g.area(),
              TRUTH.groundTruths().crowd(row)));
    }
    List<Category> categories = new ArrayList<>();
    for (int k = 0; k < TRUTH.categories().size(); k++) {
      categories.add(new Category(idOfPlace.applyAsInt(k), TRUTH.categories().get(k).name(), ""));
    }
    return new Annotations(TRUTH.images(), categories, rows.build());
  }

  private static void assertShift(String words, IntUnaryOperator ids, IntUnaryOperator given) {
    DetectionTable wrong =
        with(row -> row.category = given.applyAsInt(TRUTH.categoryIndex(row.category)));
    Annotations truth = renumbered(ids);
    MetricResult result = check(truth, new KnownIds(truth).filter(wrong));
    assertTrue(names(result).contains("classes-shifted"), result.summary().toString());
    assertTrue(result.summary().toString().contains(words), result.summary().toString());
  }

  @Test
  void shiftedCategoryIdsAreNamed() {
    assertShift("its id is one less; add 1", k -> k + 1, k -> k);
    assertShift("its id is one more; take 1 off", k -> k, k -> k + 1);
    // As COCO's ids: some are left out.
    assertShift("its place among the categories, from 0", k -> k + 1 + k / 10, k -> k);
    assertShift("its place among the categories, from 1", k -> k + 2 + k / 10, k -> k + 1);
    assertShift("boxes fit but classes do not", k -> k, k -> (7 * k + 3) % 40);
  }

  @Test
  void mixedUpImagesAreNamed() {
    ImageTable images = TRUTH.images();
    MetricResult result =
        check(TRUTH, with(r -> r.image = images.id((images.indexOf(r.image) + 7) % 300)));
    assertEquals(List.of("images-mixed-up"), names(result), result.summary().toString());
    assertTrue(result.summary().get(0).endsWith("check how they were assigned"));
  }

  @Test
  void absentClassesAndImagesAreNamedAndSuperfluousDetectionsCounted() {
    // Of classes 1 and 3 (places 0 and 1), class 3 loses its objects and class 1 its detections.
    GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
    for (int row = 0; row < TRUTH.groundTruths().size(); row++) {
      if (TRUTH.groundTruths().categoryId(row) != 3) {
        objects.add(TRUTH.groundTruths().groundTruth(row));
      }
    }
    Annotations truth = new Annotations(TRUTH.images(), TRUTH.categories(), objects.build());
    DetectionTable all = with(r -> r.category = r.category == 1 ? 3 : r.category);
    String summary = check(truth, all).summary().toString();
    assertTrue(summary.contains("of 1 classes without objects in the ground truth (class-1)"));
    assertTrue(summary.contains("1 of 39 classes with objects have no detection (class-0)"));
    long few = TRUTH.images().id(4);
    assertTrue(
        check(TRUTH, with(r -> r.image = r.image <= few ? r.image : few))
            .summary()
            .toString()
            .contains("295 of 300 images looked at have no detection"));
    // 150 detections of one class in one image, of which 100 count.
    DetectionTable.Builder many = new DetectionTable.Builder();
    for (int i = 0; i < 150; i++) {
      many.add(few, 1, i, 0, 10, 10, .5 + i / 1000., i);
    }
    assertTrue(
        check(TRUTH, many.build())
            .summary()
            .get(0)
            .startsWith(
                "1 of 1 images looked at (100.0%) have more than 100 detections of a class; the"
                    + " last 50 of 150"));
  }

  @Test
  void withoutDetectionsThereIsNothingToCheck() {
    assertEquals(List.of(), check(TRUTH, new DetectionTable.Builder().build()).summary());
  }
}
