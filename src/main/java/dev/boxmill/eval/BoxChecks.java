package dev.boxmill.eval;

import static dev.boxmill.eval.ScoreChecks.say;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.InputCounts.Total;
import java.util.Optional;
import java.util.stream.LongStream;

/** Boxes that mean something else than left, top, width and height in pixels of their image. */
final class BoxChecks {
  /** Objects that it takes to judge boxes by them. */
  private static final long ENOUGH = 20;

  /** Another reading has to find this share of the objects, and this many times as many. */
  private static final double SHARE = 0.2;

  private static final long TIMES = 2;
  private static final double MANY_BEYOND = 0.3;
  private static final double NEARLY_ALL = 0.9;
  private static final double HARDLY_ANY = 0.05;

  /** Common part of two distributions of box sizes that are alike. */
  private static final double ALIKE = 0.5;

  private BoxChecks() {}

  static Optional<String> misread(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    int reading = likely(counts);
    if (reading < 0) {
      return Optional.empty();
    }
    BoxReading other = BoxReading.ALL.get(reading);
    return say(
        "boxes look like %s: read so, %.0f%% of %,d objects have a detection of IoU .5, as they"
            + " stand %.0f%%; %s",
        other.mistake(),
        100. * counts.found[reading] / counts.of(Total.OBJECTS),
        counts.of(Total.OBJECTS),
        100 * counts.share(Total.FOUND, Total.OBJECTS),
        other.remedy());
  }

  /** The reading that explains the boxes much better than the right one, or -1. */
  private static int likely(InputCounts counts) {
    int best = 0;
    for (int r = 1; r < counts.found.length; r++) {
      best = counts.found[r] > counts.found[best] ? r : best;
    }
    long objects = counts.of(Total.OBJECTS);
    boolean better =
        objects >= ENOUGH
            && counts.found[best] >= SHARE * objects
            && counts.found[best] >= TIMES * counts.of(Total.FOUND);
    return better ? best : -1;
  }

  static Optional<String> beyond(InputCounts counts, Annotations truth, EvaluationOptions options) {
    if (counts.of(Total.SIZED) < ENOUGH
        || likely(counts) >= 0
        || counts.share(Total.BEYOND, Total.SIZED) < MANY_BEYOND) {
      return Optional.empty();
    }
    return say(
        "%.0f%% of %,d boxes looked at reach far beyond their image: are they x, y, width, height,"
            + " and for the image's own size?",
        100 * counts.share(Total.BEYOND, Total.SIZED), counts.of(Total.SIZED));
  }

  static Optional<String> tiny(InputCounts counts, Annotations truth, EvaluationOptions options) {
    if (counts.of(Total.SIZED) < ENOUGH
        || likely(counts) >= 0
        || counts.share(Total.TINY, Total.SIZED) < NEARLY_ALL) {
      return Optional.empty();
    }
    return say(
        "%.0f%% of %,d boxes looked at end within 1.5 pixels of the corner: they seem to be parts"
            + " of the image (0..1); multiply them by its width and height",
        100 * counts.share(Total.TINY, Total.SIZED), counts.of(Total.SIZED));
  }

  static Optional<String> mixedUp(
      InputCounts counts, Annotations truth, EvaluationOptions options) {
    double found = counts.share(Total.FOUND, Total.OBJECTS);
    long same = counts.shifts[ClassShift.SAME.ordinal()];
    boolean byChance =
        found < ClassChecks.BOXES_FIT && same < ClassChecks.HARDLY * counts.of(Total.FOUND);
    if (counts.of(Total.OBJECTS) < ENOUGH
        || likely(counts) >= 0
        || (found >= HARDLY_ANY && !byChance)) {
      return Optional.empty();
    }
    return say(
        "only %.1f%% of %,d objects have a detection of IoU .5, as many as by chance; %s",
        100 * found,
        counts.of(Total.OBJECTS),
        alike(counts.detectionSizes, counts.objectSizes)
            ? "the sizes of boxes agree, so image ids may be mixed up: check how they were assigned"
            : "the sizes of boxes differ, too: check the format of the boxes and their image size");
  }

  private static boolean alike(long[] one, long[] other) {
    double ones = LongStream.of(one).sum();
    double others = LongStream.of(other).sum();
    double common = 0;
    for (int i = 0; i < one.length; i++) {
      common += Math.min(one[i] / ones, other[i] / others);
    }
    return common >= ALIKE;
  }
}
