package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * LRP of one class at the score threshold where it is least. With N hits of overlap IoU, F false
 * positives and M misses, and tau the overlap that makes a hit,
 *
 * <pre>LRP = (sum over hits of (1 - IoU) / (1 - tau) + F + M) / (N + F + M)</pre>
 *
 * @param error the least LRP, in [0, 1]; 1 when keeping no detection is best
 * @param localisation mean of 1 - IoU over the hits; -1 without hits
 * @param falsePositives share of false positives among the detections kept; -1 when none is kept
 * @param misses share of the objects that are not found
 * @param threshold the score from which detections are kept; -1 when none is kept
 * @param detections number of detections at any threshold
 */
record LrpOptimum(
    double error,
    double localisation,
    double falsePositives,
    double misses,
    double threshold,
    int detections) {

  /** A class without objects has no LRP. */
  static LrpOptimum undefined(int detections) {
    return new LrpOptimum(-1, -1, -1, -1, -1, detections);
  }

  /**
   * Looks at every score that occurs as a threshold; of equally good ones the highest wins.
   *
   * @param matches best score first
   * @param objects to be found, at least one
   */
  static LrpOptimum of(ScoredMatches matches, int objects, double tau) {
    LrpOptimum best = new LrpOptimum(1, -1, -1, 1, -1, matches.size());
    long hits = 0;
    double distance = 0;
    for (int i = 0; i < matches.size(); i++) {
      if (matches.hit(i)) {
        hits++;
        distance += 1 - matches.iou(i);
      }
      boolean last = i + 1 == matches.size() || matches.score(i + 1) != matches.score(i);
      if (!last || hits == 0) {
        continue; // equal scores are kept or dropped together
      }
      long kept = i + 1L;
      long missed = objects - hits;
      double located = tau < 1 ? distance / (1 - tau) : 0;
      double error = (located + (kept - hits) + missed) / (kept + missed);
      if (error < best.error) {
        best =
            new LrpOptimum(
                error,
                distance / hits,
                (double) (kept - hits) / kept,
                (double) missed / objects,
                matches.score(i),
                matches.size());
      }
    }
    return best;
  }

  byte[] write() {
    return ByteBuffer.allocate(44)
        .putDouble(error)
        .putDouble(localisation)
        .putDouble(falsePositives)
        .putDouble(misses)
        .putDouble(threshold)
        .putInt(detections)
        .array();
  }

  static LrpOptimum read(ByteBuffer from) {
    return new LrpOptimum(
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getInt());
  }
}
