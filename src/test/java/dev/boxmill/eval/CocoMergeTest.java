package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merged equals whole, in any order and split. The edge data is full of equal scores. */
class CocoMergeTest {
  private static final Annotations TRUTH = Golden.truth(Golden.EDGE_TRUTH);
  private static final DetectionTable DETECTIONS = Golden.detections(Golden.EDGE_DETECTIONS);

  private static CocoEvaluation start() {
    return new CocoMetric().start(TRUTH, EvaluationOptions.standard());
  }

  private static void assertWhole(CocoResult actual) {
    CocoResult whole = CocoMetric.evaluate(TRUTH, DETECTIONS);
    assertArrayEquals(whole.precision(), actual.precision(), 0, "the same sums in the same order");
    assertArrayEquals(whole.recall(), actual.recall(), 0, "the same sums in the same order");
    assertArrayEquals(whole.scores(), actual.scores(), 0, "copied");
    assertEquals(whole.statistics(), actual.statistics());
    assertEquals(whole.perClass(), actual.perClass());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 400})
  void anySplitInAnyOrderGivesTheWhole(int parts) {
    Random random = new Random(parts);
    DetectionTable.Builder[] builders = new DetectionTable.Builder[parts];
    Arrays.setAll(builders, i -> new DetectionTable.Builder());
    DetectionTable rows = Golden.shuffled(DETECTIONS, random);
    for (int row = 0; row < rows.size(); row++) {
      builders[random.nextInt(parts)].add(rows, row);
    }
    List<CocoEvaluation> evaluations = new ArrayList<>();
    for (DetectionTable.Builder builder : builders) {
      CocoEvaluation evaluation = start();
      evaluation.add(builder.build());
      evaluations.add(evaluation);
    }
    while (evaluations.size() > 1) {
      Collections.shuffle(evaluations, random);
      CocoEvaluation last = evaluations.remove(evaluations.size() - 1);
      evaluations.get(0).merge(last);
    }
    assertWhole(evaluations.get(0).result());
  }

  @Test
  void aClosedClassTakesNoMore() {
    CocoEvaluation closed = start();
    closed.add(DETECTIONS);
    closed.close().forEach((k, f) -> closed.mergeReduced(k, closed.reduce(k, List.of(f))));
    closed.add(DETECTIONS);
    assertThrows(InternalException.class, closed::result);
  }

  @Test
  void aResultMayBeTakenTwice() {
    CocoEvaluation evaluation = start();
    evaluation.add(DETECTIONS);
    evaluation.result();
    assertWhole(evaluation.result());
  }

  /** Where no two detections of a pair share a score, the file's order means nothing. */
  @Test
  void aShuffledFileChangesNothingButTies() {
    DetectionTable.Builder distinct = new DetectionTable.Builder();
    Set<List<Object>> seen = new HashSet<>();
    for (int row = 0; row < DETECTIONS.size(); row++) {
      if (seen.add(List.of(DETECTIONS.categoryId(row), DETECTIONS.score(row)))) {
        distinct.add(DETECTIONS, row);
      }
    }
    DetectionTable rows = distinct.build();
    CocoResult inOrder = CocoMetric.evaluate(TRUTH, rows);
    CocoResult shuffled =
        CocoMetric.evaluate(TRUTH, reranked(Golden.shuffled(rows, new Random(5))));
    assertArrayEquals(inOrder.precision(), shuffled.precision(), 0, "no ties");
    assertArrayEquals(inOrder.scores(), shuffled.scores(), 0, "no ties");

    CocoResult withTies =
        CocoMetric.evaluate(TRUTH, reranked(Golden.shuffled(DETECTIONS, new Random(5))));
    assertNotEquals(
        CocoMetric.evaluate(TRUTH, DETECTIONS).statistics(),
        withTies.statistics(),
        "among equal scores the earlier detection of the file goes first");
  }

  private static DetectionTable reranked(DetectionTable table) {
    DetectionTable.Builder to = new DetectionTable.Builder();
    double[] b = table.boxes();
    for (int row = 0; row < table.size(); row++) {
      int i = 4 * row;
      to.add(
          table.imageId(row),
          table.categoryId(row),
          b[i],
          b[i + 1],
          b[i + 2],
          b[i + 3],
          table.score(row),
          row);
    }
    return to.build();
  }

  @Test
  void noDetectionsGiveZeroAndUnknownImagesAreRefused() {
    CocoResult nothing = start().result();
    assertEquals(0, nothing.statistics().get("AP"), 0, "classes with objects count as 0");
    assertEquals(0, nothing.statistics().get("AR100"), 0, "classes with objects count as 0");
    DetectionTable.Builder row = new DetectionTable.Builder();
    row.add(-77, 1, 0, 0, 1, 1, 0.5, 0);
    CocoEvaluation evaluation = start();
    evaluation.add(row.build());
    assertEquals(
        "image id -77: not in the ground truth; evaluate against the matching file",
        assertThrows(UserException.class, evaluation::result).getMessage());
  }
}
