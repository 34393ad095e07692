package dev.boxmill.eval;

import java.nio.ByteBuffer;

/** What TIDE says of one class; APs are on 0..100. */
final class TideClass {
  /** Number of APs: the plain one, one for each {@link TideError} mended, two special ones. */
  static final int CASES = 9;

  static final int FALSE_POS = 7;
  static final int FALSE_NEG = 8;

  private final int positives;
  private final int detections;
  private final int hits;
  private final int falsePositives;
  private final int[] counts = new int[TideError.ALL.size()];
  private final double[] aps = new double[CASES];
  private final int[] toFind = new int[CASES];

  /**
   * A class without errors and APs; set them next.
   *
   * @param positives objects to find: all but crowds
   * @param detections detections of the class within the limit of their images
   * @param hits detections that found an object
   * @param falsePositives detections that did not, those in crowds left out
   */
  TideClass(int positives, int detections, int hits, int falsePositives) {
    this.positives = positives;
    this.detections = detections;
    this.hits = hits;
    this.falsePositives = falsePositives;
  }

  /** The case in which an error is mended; 0 is the plain AP. */
  static int caseOf(TideError error) {
    return 1 + error.code();
  }

  void count(TideError error, int count) {
    counts[error.code()] = count;
  }

  /**
   * Sets the AP of a case.
   *
   * @param ap -1 where there is neither object nor detection left
   * @param objects how many are to be found then
   */
  void ap(int aCase, double ap, int objects) {
    aps[aCase] = ap;
    toFind[aCase] = objects;
  }

  int positives() {
    return positives;
  }

  int detections() {
    return detections;
  }

  int hits() {
    return hits;
  }

  int falsePositives() {
    return falsePositives;
  }

  int count(TideError error) {
    return counts[error.code()];
  }

  double ap(int aCase) {
    return aps[aCase];
  }

  int toFind(int aCase) {
    return toFind[aCase];
  }

  byte[] write() {
    ByteBuffer to =
        ByteBuffer.allocate(16 + 4 * counts.length + (8 + 4) * CASES)
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
    TideClass k = new TideClass(from.getInt(), from.getInt(), from.getInt(), from.getInt());
    for (TideError error : TideError.ALL) {
      k.count(error, from.getInt());
    }
    for (int c = 0; c < CASES; c++) {
      k.ap(c, from.getDouble(), from.getInt());
    }
    return k;
  }
}
