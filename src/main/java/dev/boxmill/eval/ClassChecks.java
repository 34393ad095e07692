package dev.boxmill.eval;

import static dev.boxmill.eval.ScoreChecks.say;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.eval.InputCounts.Total;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Classes, and images, that detections and ground truth do not share. */
final class ClassChecks {
  private static final int SHOWN = 5;

  /** Objects found that it takes to judge their classes. */
  private static final long ENOUGH = 20;

  static final double HARDLY = 0.2;
  private static final double MOSTLY = 0.5;

  /** COCO's first 11 classes, about half of the objects, have the same id in both numberings. */
  private static final double MARGIN = 0.25;

  /** Share of objects to be found before classes are blamed. */
  static final double BOXES_FIT = 0.3;

  private ClassChecks() {}

  static Optional<String> withoutObjects(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    long[] objects = objects(truth);
    IntPredicate alone = k -> counts.perClass[k] > 0 && objects[k] == 0;
    long classes = IntStream.range(0, objects.length).filter(alone).count();
    if (classes == 0) {
      return Optional.empty();
    }
    return say(
        "%,d detections are of %,d classes without objects in the ground truth (%s) and do not"
            + " count in means over classes",
        IntStream.range(0, objects.length).filter(alone).mapToLong(k -> counts.perClass[k]).sum(),
        classes,
        names(truth, alone));
  }

  static Optional<String> withoutDetections(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    long[] objects = objects(truth);
    IntPredicate missing = k -> counts.perClass[k] == 0 && objects[k] > 0;
    long classes = IntStream.range(0, objects.length).filter(missing).count();
    if (classes == 0) {
      return Optional.empty();
    }
    return say(
        "%,d of %,d classes with objects have no detection (%s) and count as 0; were their ids or"
            + " names lost?",
        classes,
        IntStream.range(0, objects.length).filter(k -> objects[k] > 0).count(),
        names(truth, missing));
  }

  private static long[] objects(Annotations truth) {
    GroundTruthTable table = truth.groundTruths();
    long[] objects = new long[truth.categories().size()];
    for (int row = 0; row < table.size(); row++) {
      objects[truth.categoryIndex(table.categoryId(row))] += table.crowd(row) ? 0 : 1;
    }
    return objects;
  }

  private static String names(Annotations truth, IntPredicate wanted) {
    int[] all = IntStream.range(0, truth.categories().size()).filter(wanted).toArray();
    return IntStream.of(all)
            .limit(SHOWN)
            .mapToObj(k -> truth.categories().get(k).name())
            .collect(Collectors.joining(", "))
        + (all.length > SHOWN ? ", ..." : "");
  }

  static Optional<String> shifted(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    long found = counts.of(Total.FOUND);
    if (options.categoriesPooled()
        || found < ENOUGH
        || counts.share(Total.FOUND, Total.OBJECTS) < BOXES_FIT) {
      return Optional.empty();
    }
    ClassShift likely = ClassShift.SAME;
    for (ClassShift shift : ClassShift.values()) {
      if (counts.shifts[shift.ordinal()] > counts.shifts[likely.ordinal()]) {
        likely = shift;
      }
    }
    long same = counts.shifts[ClassShift.SAME.ordinal()];
    long shifted = counts.shifts[likely.ordinal()];
    if (shifted < MOSTLY * found || shifted - same < MARGIN * found) {
      return same >= HARDLY * found
          ? Optional.empty()
          : say(
              "boxes fit but classes do not: of %,d objects found, %.0f%% have the class of the"
                  + " detection; compare the lists of categories",
              found, 100. * same / found);
    }
    return say(
        "category ids are shifted: of %,d objects found, %.0f%% have the class of the detection,"
            + " for %.0f%% its id is %s; %s",
        found, 100. * same / found, 100. * shifted / found, likely.words(), likely.remedy());
  }

  static Optional<String> imagesWithoutDetections(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    long images = 0;
    for (int i = 0; i < truth.images().size(); i++) {
      images += ImageProbe.sampled(truth, truth.images().id(i)) ? 1 : 0;
    }
    long without = images - counts.of(Total.IMAGES);
    if (without <= MOSTLY * images) {
      return Optional.empty();
    }
    return say(
        "%,d of %,d images looked at have no detection: was the detector run on a part of the"
            + " images? Its misses on the others count",
        without, images);
  }
}
