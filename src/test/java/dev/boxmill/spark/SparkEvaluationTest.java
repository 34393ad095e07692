package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Detection;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.CocoMetric;
import dev.boxmill.eval.CocoResult;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.Golden;
import dev.boxmill.eval.Match;
import dev.boxmill.eval.MatchList;
import dev.boxmill.eval.NameMatch;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.MatchRows;
import dev.boxmill.store.RenamedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same numbers as the library, whatever the input's form and partitions. */
class SparkEvaluationTest {
  private static final Annotations TRUTH = Golden.truth(Golden.EDGE_TRUTH);
  private static final DetectionTable DETECTIONS = Golden.detections(Golden.EDGE_DETECTIONS);
  private static final EvaluationPlan PLAN =
      new EvaluationPlan(List.of(new CocoMetric()), EvaluationOptions.standard(), 48);
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = LocalSpark.open(2);
  }

  @AfterAll
  static void close() {
    LocalSpark.close(spark);
  }

  private static EvaluateOutcome evaluate(Path detections) {
    return new SparkEvaluation(spark, TRUTH, PLAN)
        .evaluate(DetectionSources.open(detections.toString(), new Configuration()));
  }

  private static void assertWhole(EvaluateOutcome outcome) {
    CocoResult whole = CocoMetric.evaluate(TRUTH, DETECTIONS);
    CocoResult actual = (CocoResult) outcome.results().get(0);
    assertArrayEquals(whole.precision(), actual.precision(), 0, "the same kernel");
    assertArrayEquals(whole.recall(), actual.recall(), 0, "the same kernel");
    assertArrayEquals(whole.scores(), actual.scores(), 0, "the same kernel");
    assertEquals(whole.statistics(), actual.statistics());
    assertEquals(DETECTIONS.size(), outcome.detections());
  }

  /** The detections as detect's rows, best score first within an image as there. */
  private static List<ImageDetections> images() {
    TreeMap<Long, List<Detection>> byImage = new TreeMap<>();
    for (int i = 0; i < TRUTH.images().size(); i++) {
      byImage.put(TRUTH.images().id(i), new ArrayList<>());
    }
    double[] b = DETECTIONS.boxes();
    for (int row = 0; row < DETECTIONS.size(); row++) {
      int i = 4 * row;
      byImage
          .get(DETECTIONS.imageId(row))
          .add(
              new Detection(
                  DETECTIONS.categoryId(row),
                  label(DETECTIONS.categoryId(row)),
                  DETECTIONS.score(row),
                  b[i],
                  b[i + 1],
                  b[i + 2],
                  b[i + 3]));
    }
    List<ImageDetections> images = new ArrayList<>();
    byImage.forEach(
        (id, list) -> {
          String name = TRUTH.images().fileName(TRUTH.images().indexOf(id));
          images.add(new ImageDetections("/data/" + name, 640, 480, list, null));
        });
    return images;
  }

  /** The class's name, or one of no class. */
  private static String label(int categoryId) {
    int k = TRUTH.categoryIndex(categoryId);
    return k < 0 ? "no class of theirs" : TRUTH.categories().get(k).name();
  }

  @Test
  void detectsLabelsLeadToClassesOfOtherIds() throws IOException {
    DetectionSource source =
        DetectionSources.open(parquet(images(), 3).toString(), new Configuration());
    Map<Integer, String> names = source.classNames();
    Map<Integer, String> expected = new TreeMap<>();
    for (int row = 0; row < DETECTIONS.size(); row++) {
      expected.put(DETECTIONS.categoryId(row), label(DETECTIONS.categoryId(row)));
    }
    assertEquals(expected, names);
    NameMatch match = NameMatch.of(names, TRUTH.categories(), List.of());
    assertEquals(List.of("no class of theirs"), match.unknown());
    EvaluateOutcome outcome =
        new SparkEvaluation(spark, TRUTH, PLAN).evaluate(new RenamedSource(source, match.ids()));
    assertWhole(outcome);
    assertEquals(
        List.of("10 detections of classes that the ground truth lacks are left out"),
        outcome.warnings());
  }

  private Path parquet(List<ImageDetections> images, int files) {
    Path path = folder.resolve("detections");
    spark
        .createDataFrame(
            images.stream().map(ImageDetectionsCodec::encode).toList(),
            ImageDetectionsCodec.schema())
        .repartition(files)
        .write()
        .parquet(path.toString());
    return path;
  }

  /** Rows as text, in an order of their own. */
  private static List<String> rows(org.apache.hadoop.fs.Path parquet) {
    return spark.read().parquet(parquet.toString()).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private Path json(String text) throws IOException {
    return Files.writeString(folder.resolve("dt.json"), text);
  }

  @Test
  void resultFileGivesTheLibrarysNumbers() {
    EvaluateOutcome outcome = evaluate(Golden.EDGE_DETECTIONS);
    assertWhole(outcome);
    assertEquals(
        List.of(
            "10 detections of category ids that the ground truth lacks are left out, first 9999"),
        outcome.warnings());
    assertEquals(48, outcome.examples().size());
  }

  @Test
  void anUnusualResultFileIsReadCarefully() throws IOException {
    String text = Files.readString(Golden.EDGE_DETECTIONS);
    Path file = json(text.replaceFirst("\"category_id\":(\\d+)", "\"category\\\\u005fid\":$1.0"));
    assertWhole(evaluate(file));
  }

  @Test
  void detectsOutputGivesTheLibrarysNumbers() {
    List<ImageDetections> images = images();
    Collections.shuffle(images, new Random(7));
    EvaluateOutcome outcome = evaluate(parquet(images, 5));
    assertWhole(outcome);
    EvaluateOutcome fromJson = evaluate(Golden.EDGE_DETECTIONS);
    for (int i = 0; i < 48; i++) {
      assertEquals(fromJson.examples().get(i).detections(), outcome.examples().get(i).detections());
      assertEquals("/data/" + fromJson.examples().get(i).path(), outcome.examples().get(i).path());
    }
  }

  @Test
  void matchesAreTheSameRowsWithAndWithoutSpark() throws IOException {
    Configuration hadoop = new Configuration();
    DetectionSource source = DetectionSources.open(Golden.EDGE_DETECTIONS.toString(), hadoop);
    SparkEvaluation evaluation = new SparkEvaluation(spark, TRUTH, PLAN);
    evaluation.evaluate(source, 5);
    org.apache.hadoop.fs.Path shared = new org.apache.hadoop.fs.Path(folder + "/shared");
    evaluation.writeMatches(shared);
    org.apache.hadoop.fs.Path alone = new org.apache.hadoop.fs.Path(folder + "/alone.parquet");
    List<Match> matches = new ArrayList<>();
    new MatchList(TRUTH, DETECTIONS).forEach(id -> true, matches::add);
    MatchRows.write(matches, alone, hadoop);
    assertTrue(matches.size() > DETECTIONS.size() / 2, "the case has matches");
    assertEquals(rows(alone), rows(shared));
  }

  @Test
  void partitionsDoNotMatter() {
    for (int partitions : new int[] {1, 13}) {
      DetectionSource source =
          DetectionSources.open(Golden.EDGE_DETECTIONS.toString(), new Configuration());
      assertWhole(new SparkEvaluation(spark, TRUTH, PLAN).evaluate(source, partitions));
    }
  }

  @Test
  void failedAndAbsentImagesCountAsWithoutDetections() {
    List<ImageDetections> images = images();
    ImageDetections failed = images.remove(0);
    images.remove(0);
    images.add(new ImageDetections(failed.path(), 0, 0, List.of(), "broken"));
    images.add(new ImageDetections("/data/notes.txt", 0, 0, List.of(), "not a picture"));
    assertEquals(
        List.of(
            "2 images could not be read by detect and count as without detections",
            "1 of 80 images of the ground truth were not detected on and count as without"
                + " detections"),
        evaluate(parquet(images, 3)).warnings().subList(0, 2));
  }

  @Test
  void noDetectionsGiveZeroAndAWarning() throws IOException {
    EvaluateOutcome outcome = evaluate(json("[]"));
    assertEquals(0, outcome.results().get(0).statistics().get("AP"), 0, "nothing found");
    assertEquals(
        List.of("there are no detections: every class with objects evaluates to 0"),
        outcome.warnings());
  }

  private static void assertRefused(Path detections, String message) {
    UserException e = assertThrows(UserException.class, () -> evaluate(detections));
    assertEquals(message, e.getMessage());
  }

  @Test
  void unknownImagesAreRefused() throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (int id = 20; id > 0; id--) {
      text.append(text.length() > 1 ? "," : "")
          .append("{\"image_id\":-")
          .append(id)
          .append(",\"category_id\":1,\"bbox\":[0,0,1,1],\"score\":0.5}");
    }
    Path file = json(text + "]");
    assertRefused(
        file,
        "--detections "
            + file
            + ": 20 detections of image ids that the ground truth lacks, first -20, -19, -18, -17,"
            + " -16; evaluate against the matching annotation file");
  }

  @Test
  void pathsThatMeanNoImageOrOneTwiceAreRefused() {
    List<ImageDetections> images = images();
    images.add(new ImageDetections("/data/other.jpg", 640, 480, List.of(), null));
    Path path = parquet(images, 2);
    assertRefused(
        path,
        "--detections "
            + path
            + ": 1 rows of images that the ground truth does not name, first /data/other.jpg; a"
            + " path must end with an image's file_name");
  }

  @Test
  void twoRowsOfOneImageAreRefused() {
    List<ImageDetections> images = images();
    images.add(new ImageDetections("/copy/7.jpg", 640, 480, List.of(), null));
    Path path = parquet(images, 2);
    int image = 0;
    while (!TRUTH.images().fileName(image).equals("7.jpg")) {
      image++;
    }
    assertRefused(
        path,
        "--detections "
            + path
            + ": two rows mean image id "
            + TRUTH.images().id(image)
            + " (7.jpg); detect each image once");
  }

  @Test
  void otherParquetIsRefused() {
    Path path = folder.resolve("numbers");
    spark.range(3).write().parquet(path.toString());
    assertRefused(
        path,
        "--detections " + path + ": column 'path' is missing or not string; give detect's output");
    assertRefused(
        folder.resolve("nothing"),
        "--detections " + folder.resolve("nothing") + ": no such file or folder");
  }

  @Test
  void malformedResultsAreRefusedWithTheirPlace() throws IOException {
    Path file = json("[\n{\"image_id\":1,\"category_id\":1,\"bbox\":[0,0,1],\"score\":0.5}]");
    assertRefused(file, file + ":2:44: 'bbox' has 3 numbers; give [left, top, width, height]");
  }
}
