package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.eval.InputCounts.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checks under way: one pass over all detections, and some images looked at in depth. */
final class ChecksEvaluation extends KeyedEvaluation {
  private static final int KEY = 0;

  /** Ids that are looked up in an array. */
  private static final int CLOSE = 1 << 12;

  private final EvaluationOptions options;

  ChecksEvaluation(Annotations truth, EvaluationOptions options) {
    super(truth);
    this.options = options;
  }

  private InputCounts counts() {
    return new InputCounts(truth().categories().size());
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    InputCounts counts = counts();
    int[] kept = pass(detections, counts);
    if (options.target() == EvaluationOptions.Target.BOX) {
      probe(detections, kept, counts);
    }
    return Map.of(KEY, counts.write());
  }

  /** Counts every detection of a known class; the rows of sampled images. */
  private int[] pass(DetectionTable detections, InputCounts counts) {
    int[] places = places();
    int firstId = places.length == 0 ? 0 : truth().categories().get(0).id();
    int[] kept = new int[16];
    int n = 0;
    int known = 0;
    int outside = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    boolean sampled = false;
    for (int row = 0; row < detections.size(); row++) {
      if (row == 0 || detections.imageId(row) != detections.imageId(row - 1)) {
        sampled = ImageProbe.sampled(truth(), detections.imageId(row));
      }
      int id = detections.categoryId(row);
      long place = (long) id - firstId;
      int k = place >= 0 && place < places.length ? places[(int) place] : truth().categoryIndex(id);
      if (k < 0) {
        continue; // of classes that the ground truth lacks: left out, as everywhere
      }
      known++;
      counts.perClass[k]++;
      double score = detections.score(row);
      outside += score >= 0 && score <= 1 ? 0 : 1;
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
      if (sampled) {
        kept = n == kept.length ? Arrays.copyOf(kept, 2 * n) : kept;
        kept[n++] = row;
      }
    }
    counts.count(Total.DETECTIONS, known);
    counts.count(Total.SCORES_OUTSIDE, outside);
    counts.lowestScore = lowest;
    counts.highestScore = highest;
    return Arrays.copyOf(kept, n);
  }

  /** The classes' places by id less the first id, as far as ids lie close together. */
  private int[] places() {
    List<Category> classes = truth().categories();
    if (classes.isEmpty()) {
      return new int[0];
    }
    int firstId = classes.get(0).id();
    long range = (long) classes.get(classes.size() - 1).id() - firstId + 1;
    int[] places = new int[(int) Math.min(range, CLOSE)];
    Arrays.setAll(places, i -> truth().categoryIndex(firstId + i));
    return places;
  }

  /** Looks at the images of some rows. */
  private void probe(DetectionTable detections, int[] kept, InputCounts counts) {
    DetectionTable.Builder builder = new DetectionTable.Builder(kept.length);
    for (int row : kept) {
      builder.add(detections, row);
    }
    DetectionTable sample = builder.build();
    ImageGroups groups = ImageGroups.of(truth(), sample);
    ImageProbe probe = new ImageProbe(truth(), options, counts);
    GroundTruthTable truths = truth().groundTruths();
    for (int i = 0; i < truth().images().size(); i++) {
      int first = groups.detectionStart(i);
      if (groups.detectionEnd(i) > first) {
        int[] rows = new int[groups.detectionEnd(i) - first];
        Arrays.setAll(rows, d -> groups.detectionRow(first + d));
        int[] objects = new int[groups.truthEnd(i) - groups.truthStart(i)];
        int n = 0;
        for (int place = groups.truthStart(i); place < groups.truthEnd(i); place++) {
          if (!truths.crowd(groups.truthRow(place))) {
            objects[n++] = groups.truthRow(place);
          }
        }
        probe.count(truth().images().image(i), sample, rows, Arrays.copyOf(objects, n));
      }
    }
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    InputCounts sum = counts();
    fragments.forEach(sum::add);
    return sum.write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    InputCounts counts = counts();
    reduced.values().forEach(counts::add);
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("detections", (double) counts.of(Total.DETECTIONS));
    statistics.put("imagesLookedAt", (double) counts.of(Total.IMAGES));
    statistics.put("objectsLookedAt", (double) counts.of(Total.OBJECTS));
    statistics.put("objectsFound", (double) counts.of(Total.FOUND));
    List<List<Object>> rows = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    if (counts.of(Total.DETECTIONS) > 0) {
      for (InputCheck check : InputCheck.ALL) {
        check
            .look()
            .at(counts, truth(), options)
            .ifPresent(
                sentence -> {
                  rows.add(List.of(check.name(), sentence));
                  sentences.add(sentence);
                });
      }
    }
    ResultTable warnings = new ResultTable("warnings", List.of("check", "sentence"), rows);
    return new TabledResult(ChecksMetric.ID, statistics, List.of(warnings), sentences);
  }
}
