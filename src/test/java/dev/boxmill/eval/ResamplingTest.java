package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples of the images against data sets in which the images really are that often. */
class ResamplingTest {
  private static final double ROUNDING = 1e-12;
  private static final Annotations TRUTH = Golden.truth(Golden.EDGE_TRUTH);
  private static final DetectionTable DETECTIONS =
      coarse(Golden.detections(Golden.EDGE_DETECTIONS));

  /** Few different scores: ties within an image and between images. */
  private static DetectionTable coarse(DetectionTable from) {
    DetectionTable.Builder to = new DetectionTable.Builder();
    for (int row = 0; row < from.size(); row++) {
      double score = Math.round(from.score(row) * 8) / 8.0;
      double[] b = Arrays.copyOfRange(from.boxes(), 4 * row, 4 * row + 4);
      to.add(
          from.imageId(row), from.categoryId(row), b[0], b[1], b[2], b[3], score, from.rank(row));
    }
    return to.build();
  }

  private static CocoResult evaluate(
      Annotations truth, DetectionTable detections, EvaluationOptions options) {
    CocoEvaluation evaluation = new CocoMetric().start(truth, options);
    evaluation.add(detections);
    return evaluation.result();
  }

  /** Every image as often as its count says; copies lie side by side by their ids. */
  private static CocoResult evaluateCopies(
      Annotations truth, DetectionTable detections, int[] counts, EvaluationOptions options) {
    List<ImageInfo> images = new ArrayList<>();
    GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
    DetectionTable.Builder found = new DetectionTable.Builder();
    for (int i = 0; i < counts.length; i++) {
      ImageInfo image = truth.images().image(i);
      for (int copy = 0; copy < counts[i]; copy++) {
        long id = images.size() + 1L;
        images.add(new ImageInfo(id, image.fileName(), image.width(), image.height()));
        GroundTruthTable rows = truth.groundTruths();
        for (int row = 0; row < rows.size(); row++) {
          if (rows.imageId(row) == image.id()) {
            GroundTruth t = rows.groundTruth(row);
            objects.add(
                new GroundTruth(
                    objects.size() + 1,
                    id,
                    t.categoryId(),
                    t.x(),
                    t.y(),
                    t.w(),
                    t.h(),
                    t.area(),
                    t.flags(),
                    null,
                    null));
          }
        }
        for (int row = 0; row < detections.size(); row++) {
          if (detections.imageId(row) == image.id()) {
            double[] b = Arrays.copyOfRange(detections.boxes(), 4 * row, 4 * row + 4);
            int category = detections.categoryId(row);
            long rank = id * detections.size() + detections.rank(row);
            found.add(id, category, b[0], b[1], b[2], b[3], detections.score(row), rank);
          }
        }
      }
    }
    Annotations copied =
        new Annotations(
            ImageTable.of(images.toArray(new ImageInfo[0])), truth.categories(), objects.build());
    return evaluate(copied, found.build(), options);
  }

  private static void assertDrawsEqualCopies(EvaluationOptions options) {
    int draws = 12;
    EvaluationOptions sampled = options.withResampling(Resampling.bootstrap(draws, 4, 0.9));
    CocoSamples samples = evaluate(TRUTH, DETECTIONS, sampled).samples();
    int[] counts = new int[TRUTH.images().size()];
    int repeated = 0;
    for (int draw = 0; draw < draws; draw++) {
      ImageDraws.of(counts.length, draws, 4).counts(draw, counts);
      assertEquals(counts.length, Arrays.stream(counts).sum());
      repeated = Math.max(repeated, Arrays.stream(counts).max().orElseThrow());
      CocoResult copies = evaluateCopies(TRUTH, DETECTIONS, counts, options);
      for (int s = 0; s < samples.names().size(); s++) {
        String name = samples.names().get(s);
        double expected = copies.statistics().get(name);
        assertEquals(expected, samples.draws(s)[draw], ROUNDING, name + " of draw " + draw);
      }
      List<ClassScore> perClass = copies.perClass();
      for (int k = 0; k < perClass.size(); k++) {
        String of = "class " + k + " of draw " + draw;
        assertEquals(perClass.get(k).ap(), samples.draws(0, k)[draw], ROUNDING, of);
        assertEquals(perClass.get(k).ap50(), samples.draws(1, k)[draw], ROUNDING, of);
        assertEquals(perClass.get(k).ar100(), samples.draws(6, k)[draw], ROUNDING, of);
      }
    }
    assertTrue(repeated >= 3, "the draws hold images several times");
  }

  @Test
  void aDrawEqualsTheDataSetWithItsImagesCopied() {
    assertDrawsEqualCopies(EvaluationOptions.standard());
  }

  @Test
  void alsoWithOptionsAndPooledClasses() {
    EvaluationOptions options = EvaluationOptions.standard().withMaxDetections(List.of(1, 3));
    assertDrawsEqualCopies(options.withIous(List.of(0.3, 0.5, 0.8)).withCategoriesPooled(true));
  }

  @Test
  void aDrawIsKnownByItsNumberSeedAndSetAlone() {
    int[] few = new int[50];
    int[] many = new int[50];
    ImageDraws.of(50, 3, 7).counts(2, few);
    ImageDraws.of(50, 900, 7).counts(2, many);
    assertEquals(Arrays.toString(few), Arrays.toString(many));
    ImageDraws.of(50, 900, 8).counts(2, many);
    assertTrue(!Arrays.equals(few, many), "another seed, another draw");
    // Too many to keep in memory: drawn again at every request, with the same outcome.
    int large = 1 << 20;
    int[] once = new int[large];
    int[] again = new int[large];
    ImageDraws.of(large, 1, 7).counts(0, once);
    ImageDraws.of(large, 100, 7).counts(0, again);
    assertTrue(Arrays.equals(once, again));
    // A share of (1 - 1/n)^n = .3679 is in no draw; its deviation is about .0003 here.
    assertEquals(
        Math.exp(-1), Arrays.stream(once).filter(c -> c == 0).count() / (double) large, 0.002);
  }

  @Test
  void anIntervalIsTheMiddleOfTheDraws() {
    // 0, 1, ... 100: a tail of 5 % ends at the 5th and 95th value; the undefined one is left out.
    double[] values = IntStream.rangeClosed(-1, 100).mapToDouble(i -> i).toArray();
    Interval interval = Interval.of(values, 0.9);
    assertEquals(5, interval.low(), 1e-9);
    assertEquals(95, interval.high(), 1e-9);
    assertEquals(50, interval.mean(), 1e-9);
    assertEquals(101, interval.draws());
    assertEquals(Math.sqrt(101 * 102 / 12.0), interval.deviation(), 1e-9);
    assertEquals(new Interval(-1, -1, -1, -1, 0), Interval.of(new double[] {-1, -1}, 0.9));
  }

  @Test
  void nobodyAskedMeansNothingMore() {
    CocoResult plain = evaluate(TRUTH, DETECTIONS, EvaluationOptions.standard());
    assertEquals(List.of("perClass"), plain.tables().stream().map(ResultTable::name).toList());
  }

  @Test
  void imageSlicesEqualTheirImagesAlone() {
    int n = TRUTH.images().size();
    List<String> thirds =
        IntStream.range(0, n).mapToObj(i -> i % 3 == 0 ? null : "" + i % 3).toList();
    EvaluationOptions options =
        EvaluationOptions.standard()
            .withResampling(
                Resampling.bootstrap(3, 1, 0.9)
                    .withSlices(
                        List.of("size", "aspect", "objects"),
                        List.of(ImageSlice.of("third", thirds))));
    ResultTable slices = table(evaluate(TRUTH, DETECTIONS, options), "slices");
    Map<String, Integer> images = new java.util.TreeMap<>();
    ImageWeights weights = new ImageWeights(TRUTH, options.resampling());
    int[] counts = new int[n];
    for (int p = 0; p < slices.rows().size(); p++) {
      List<Object> row = slices.rows().get(p);
      weights.fill(3 + p, counts);
      images.merge((String) row.get(0), (int) row.get(2), Integer::sum);
      assertEquals(row.get(2), Arrays.stream(counts).sum());
      CocoResult alone = evaluateCopies(TRUTH, DETECTIONS, counts, EvaluationOptions.standard());
      for (int c = 3; c < row.size(); c++) {
        double expected = alone.statistics().get(slices.columns().get(c));
        assertEquals(expected, (double) row.get(c), ROUNDING, row + slices.columns().get(c));
      }
    }
    assertEquals(Map.of("size", n, "aspect", n, "objects", n, "third", n), images);
  }

  private static ResultTable table(CocoResult result, String name) {
    return result.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aSupercategoryEqualsItsClassesAlone() {
    List<Category> grouped = new ArrayList<>();
    for (Category c : TRUTH.categories()) {
      grouped.add(new Category(c.id(), c.name(), grouped.size() % 2 == 0 ? "even" : ""));
    }
    Annotations truth = new Annotations(TRUTH.images(), grouped, TRUTH.groundTruths());
    EvaluationOptions options =
        EvaluationOptions.standard()
            .withResampling(Resampling.none().withSlices(List.of("supercategory"), List.of()));
    ResultTable slices = table(evaluate(truth, DETECTIONS, options), "slices");
    for (List<Object> row : slices.rows()) {
      String group = row.get(1).equals(ImageSlice.NONE) ? "" : (String) row.get(1);
      List<Category> kept = grouped.stream().filter(c -> c.supercategory().equals(group)).toList();
      GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
      for (int i = 0; i < TRUTH.groundTruths().size(); i++) {
        GroundTruth object = TRUTH.groundTruths().groundTruth(i);
        if (kept.stream().anyMatch(c -> c.id() == object.categoryId())) {
          objects.add(object);
        }
      }
      Annotations alone = new Annotations(TRUTH.images(), kept, objects.build());
      CocoResult expected = evaluate(alone, DETECTIONS, EvaluationOptions.standard());
      assertEquals(expected.statistics().get("AP"), (double) row.get(3), ROUNDING, group);
      assertEquals(expected.statistics().get("APs"), (double) row.get(6), ROUNDING, group);
    }
    assertEquals(2, slices.rows().size());
  }

  @Test
  void mistakes() {
    assertThrows(UserException.class, () -> Resampling.bootstrap(-1, 1, 0.9));
    assertThrows(UserException.class, () -> Resampling.bootstrap(10, 1, 1));
    Resampling none = Resampling.none();
    UserException unknown =
        assertThrows(UserException.class, () -> none.withSlices(List.of("weather"), List.of()));
    assertEquals(
        "--slice weather: unknown; give size, aspect, objects, supercategory or a column of the"
            + " --images table",
        unknown.getMessage());
  }
}
