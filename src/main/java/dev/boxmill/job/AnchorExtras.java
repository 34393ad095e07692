package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is done with anchors once they are found.
 *
 * @param ratioThreshold a box and an anchor match where no side is this many times the other's
 * @param evolve generations of mutation; 0: none
 * @param compare names of published anchors, or files of this job
 * @param exports files to write, by format
 */
record AnchorExtras(
    double ratioThreshold, int evolve, List<String> compare, Map<AnchorExport, String> exports) {

  AnchorExtras {
    compare = List.copyOf(compare);
    exports = new TreeMap<>(exports);
    if (!(ratioThreshold > 1 && ratioThreshold < Double.POSITIVE_INFINITY)) {
      throw new UserException(
          "--ratio-threshold " + ratioThreshold + ": give a number above 1, such as 4");
    }
    if (evolve < 0) {
      throw new UserException("--evolve " + evolve + ": give a number of generations, or 0");
    }
  }
}
