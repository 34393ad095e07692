package dev.boxmill.job;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.Centre;
import dev.boxmill.cluster.Distance;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.KMeansOptions;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.error.UserException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the anchors job needs.
 *
 * @param annotations file, folder or archive with boxes
 * @param format the annotations' format, or null to recognise it
 * @param out the JSON file to write; must not exist
 * @param k number of anchors
 * @param inputSize the model's input that boxes are scaled to; empty: pixels of the image
 * @param distance how far a box is from an anchor
 * @param centre where an anchor goes among its boxes
 * @param weight how much a box counts
 * @param exact whether all distinct sizes are clustered, however many
 * @param seed the same seed gives the same anchors
 * @param restarts independent starts, of which the best is kept
 * @param maxIterations bound on the rounds of one start
 */
record AnchorsConfig(
    String annotations,
    String format,
    String out,
    int k,
    Optional<InputSize> inputSize,
    Distance distance,
    Centre centre,
    BoxWeight weight,
    boolean exact,
    long seed,
    int restarts,
    int maxIterations) {
  private static final Pattern SIZE =
      Pattern.compile("\\s*([1-9]\\d{0,5})\\s*,\\s*([1-9]\\d{0,5})\\s*");

  AnchorsConfig {
    atLeastOne("--k", k, "ask for at least one anchor");
    atLeastOne("--restarts", restarts, "give at least 1");
    atLeastOne("--max-iterations", maxIterations, "give at least 1");
    if (centre == Centre.IOU && distance != Distance.IOU) {
      throw new UserException("--centre iou: goes with --distance iou only; leave one of them out");
    }
  }

  private static void atLeastOne(String option, int value, String mend) {
    if (value < 1) {
      throw new UserException(option + " " + value + ": " + mend);
    }
  }

  /**
   * The options {@code --input-size} and {@code --resize}.
   *
   * @param size "W,H", or null
   * @param fit null where it was not given
   */
  static Optional<InputSize> inputSize(String size, InputSize.Fit fit) {
    if (size == null) {
      if (fit != null) {
        throw new UserException("--resize: has no meaning without --input-size W,H; give both");
      }
      return Optional.empty();
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw new UserException(
          "--input-size " + size + ": give width,height in pixels, such as 416,416");
    }
    return Optional.of(
        new InputSize(
            Integer.parseInt(sides.group(1)),
            Integer.parseInt(sides.group(2)),
            fit == null ? InputSize.Fit.LETTERBOX : fit));
  }

  /** Distinct sizes beyond which cells of a grid are clustered. */
  int limit() {
    return exact ? SizeHistogram.EXACT : SizeHistogram.DEFAULT_LIMIT;
  }

  KMeansOptions options() {
    return new KMeansOptions(k, distance, centre, seed, restarts, maxIterations);
  }
}
