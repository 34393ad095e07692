package dev.boxmill.job;

import dev.boxmill.cluster.KMeansOptions;
import dev.boxmill.error.UserException;

/**
 * What the anchors job needs.
 *
 * @param annotations file, folder or archive with boxes
 * @param format the annotations' format, or null to recognise it
 * @param out the JSON file to write; must not exist
 * @param k numbers of anchors to try, or null for a style that has none
 * @param scale of boxes and anchors
 * @param kernel what clustering minimises
 * @param seed the same seed gives the same anchors
 * @param restarts independent starts, of which the best is kept
 * @param maxIterations bound on the rounds of one start
 * @param filter which boxes count
 * @param style how a detector's anchors are made
 * @param extras what is done with the anchors
 */
record AnchorsConfig(
    String annotations,
    String format,
    String out,
    KRange k,
    AnchorScale scale,
    AnchorKernel kernel,
    long seed,
    int restarts,
    int maxIterations,
    BoxFilter filter,
    AnchorStyle style,
    AnchorExtras extras) {

  AnchorsConfig {
    atLeastOne("--restarts", restarts);
    atLeastOne("--max-iterations", maxIterations);
    kernel.check();
    filter.check();
    style.check(k, scale, extras);
    extras.exports().keySet().forEach(export -> export.check(style.kind, scale));
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new UserException(option + " " + value + ": give at least 1");
    }
  }

  KMeansOptions options(int anchors) {
    return new KMeansOptions(
        anchors, kernel.distance, kernel.centre, seed, restarts, maxIterations);
  }
}
