package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol, found as users find it: merged equals whole, in any order and split. */
class MetricMergeTest {
  private static final Annotations TRUTH = Golden.truth(Golden.EDGE_TRUTH);
  private static final DetectionTable DETECTIONS = Golden.detections(Golden.EDGE_DETECTIONS);
  private static final int PARTS = 7;

  static List<String> protocols() {
    return Metrics.all().stream().map(Metric::id).toList();
  }

  private static Metric.Evaluation start(String id) {
    try {
      return Metrics.find(id).start(TRUTH, EvaluationOptions.standard());
    } catch (UserException e) {
      return abort("SKIPPED: boxes do not suit " + id + ": " + e.getMessage());
    }
  }

  /** All that a result says, to the last digit. */
  private static String text(MetricResult result) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      MetricsJson.write(List.of(result), json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return json.toString(StandardCharsets.UTF_8) + result.curves();
  }

  private static String whole(String id) {
    Metric.Evaluation whole = start(id);
    whole.add(DETECTIONS);
    return text(whole.result());
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void mergedInAnyOrderEqualsTheWhole(String id) {
    Random random = new Random(5);
    DetectionTable rows = Golden.shuffled(DETECTIONS, random);
    DetectionTable.Builder[] builders = new DetectionTable.Builder[PARTS];
    Arrays.setAll(builders, i -> new DetectionTable.Builder());
    for (int row = 0; row < rows.size(); row++) {
      builders[random.nextInt(PARTS)].add(rows, row);
    }
    Metric.Evaluation all = start(id);
    for (DetectionTable.Builder builder : builders) {
      Metric.Evaluation part = start(id);
      part.add(builder.build());
      all.merge(part);
    }
    assertEquals(whole(id), text(all.result()));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void groupsClosedElsewhereAndReducedByKeyEqualTheWhole(String id) {
    Random random = new Random(6);
    boolean byImage = Metrics.find(id).grouping() == Metric.Grouping.IMAGE;
    DetectionTable rows = Golden.shuffled(DETECTIONS, random);
    Map<Integer, List<byte[]>> fragments = new TreeMap<>();
    for (int part = 0; part < PARTS; part++) {
      DetectionTable.Builder builder = new DetectionTable.Builder();
      for (int row = 0; row < rows.size(); row++) {
        long group = byImage ? rows.imageId(row) : rows.categoryId(row);
        if (Math.floorMod(Long.hashCode(group * 31), PARTS) == part) {
          builder.add(rows, row);
        }
      }
      Metric.Evaluation evaluation = start(id);
      evaluation.add(builder.build());
      evaluation
          .close()
          .forEach((key, f) -> fragments.computeIfAbsent(key, k -> new ArrayList<>()).add(f));
    }
    Metric.Evaluation all = start(id);
    fragments.forEach(
        (key, list) -> {
          Collections.shuffle(list, random);
          all.mergeReduced(key, start(id).reduce(key, list));
        });
    assertEquals(whole(id), text(all.result()));
  }
}
