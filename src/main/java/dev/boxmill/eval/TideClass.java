package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * What TIDE says of one class.
 *
 * @param positives objects to find: all but crowds
 * @param detections detections of the class within the limit of their images
 * @param hits detections that found an object
 * @param falsePositives detections that did not, those in crowds left out
 * @param counts errors by {@link TideError}
 * @param aps AP on 0..100: as it is, with one {@link TideError} mended each, with perfect
 *     precision, with perfect recall; -1 where there is neither object nor detection left
 * @param toFind objects that are to be found in the case of each AP
 */
record TideClass(
    int positives,
    int detections,
    int hits,
    int falsePositives,
    int[] counts,
    double[] aps,
    int[] toFind) {

  /** Number of APs: base, one for each error, two special ones. */
  static final int CASES = 9;

  static final int FALSE_POS = 7;
  static final int FALSE_NEG = 8;

  /** The case in which an error is mended; 0 is the base. */
  static int caseOf(TideError error) {
    return 1 + error.ordinal();
  }

  byte[] write() {
    ByteBuffer to =
        ByteBuffer.allocate(16 + 4 * TideError.ALL.size() + (8 + 4) * CASES)
            .putInt(positives)
            .putInt(detections)
            .putInt(hits)
            .putInt(falsePositives);
    for (int count : counts) {
      to.putInt(count);
    }
    for (int c = 0; c < CASES; c++) {
      to.putDouble(aps[c]).putInt(toFind[c]);
    }
    return to.array();
  }

  static TideClass read(byte[] written) {
    ByteBuffer from = ByteBuffer.wrap(written);
    int positives = from.getInt();
    int detections = from.getInt();
    int hits = from.getInt();
    int falsePositives = from.getInt();
    int[] counts = new int[TideError.ALL.size()];
    for (int e = 0; e < counts.length; e++) {
      counts[e] = from.getInt();
    }
    double[] aps = new double[CASES];
    int[] toFind = new int[CASES];
    for (int c = 0; c < CASES; c++) {
      aps[c] = from.getDouble();
      toFind[c] = from.getInt();
    }
    return new TideClass(positives, detections, hits, falsePositives, counts, aps, toFind);
  }
}
