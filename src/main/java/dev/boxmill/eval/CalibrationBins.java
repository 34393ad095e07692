package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * Detections of one class, or of several, by score: how many there are, how many hit, and sums of
 * score and IoU. Bin j holds scores from j/25 up to, but not with, (j+1)/25; the last one has 1,
 * too.
 */
final class CalibrationBins {
  /** The number of bins of localisation-aware ECE. */
  static final int COUNT = 25;

  /** Steps of the histogram of score and IoU, either way. */
  static final int STEPS = 20;

  private final long[] detections = new long[COUNT];
  private final long[] hits = new long[COUNT];
  private final double[] scores = new double[COUNT];
  private final double[] ious = new double[COUNT];
  private final long[] histogram = new long[STEPS * STEPS];
  private Comoments comoments = Comoments.NONE;
  private long outside;

  /** Sums in the order of the matches, so that any split gives the same bits. */
  static CalibrationBins of(ScoredMatches matches) {
    CalibrationBins bins = new CalibrationBins();
    for (int i = 0; i < matches.size(); i++) {
      double score = matches.score(i);
      if (!(score >= 0 && score <= 1)) {
        bins.outside++;
        continue;
      }
      int bin = step(score, COUNT);
      bins.detections[bin]++;
      bins.scores[bin] += score;
      if (matches.hit(i)) {
        double iou = matches.iou(i);
        bins.hits[bin]++;
        bins.ious[bin] += iou;
        bins.histogram[step(score, STEPS) * STEPS + step(Math.min(1, iou), STEPS)]++;
        bins.comoments = bins.comoments.plus(score, iou);
      }
    }
    return bins;
  }

  private static int step(double value, int steps) {
    return Math.min(steps - 1, (int) (value * steps));
  }

  /** Adds another's detections; floating sums depend on the order of the calls. */
  void add(CalibrationBins other) {
    for (int j = 0; j < COUNT; j++) {
      detections[j] += other.detections[j];
      hits[j] += other.hits[j];
      scores[j] += other.scores[j];
      ious[j] += other.ious[j];
    }
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] += other.histogram[i];
    }
    comoments = comoments.plus(other.comoments);
    outside += other.outside;
  }

  byte[] write() {
    ByteBuffer to =
        ByteBuffer.allocate(32 * COUNT + 8 * histogram.length + Comoments.BYTES + Long.BYTES);
    for (int j = 0; j < COUNT; j++) {
      to.putLong(detections[j]).putLong(hits[j]).putDouble(scores[j]).putDouble(ious[j]);
    }
    for (long count : histogram) {
      to.putLong(count);
    }
    comoments.write(to);
    return to.putLong(outside).array();
  }

  static CalibrationBins read(ByteBuffer from) {
    CalibrationBins bins = new CalibrationBins();
    for (int j = 0; j < COUNT; j++) {
      bins.detections[j] = from.getLong();
      bins.hits[j] = from.getLong();
      bins.scores[j] = from.getDouble();
      bins.ious[j] = from.getDouble();
    }
    for (int i = 0; i < bins.histogram.length; i++) {
      bins.histogram[i] = from.getLong();
    }
    bins.comoments = Comoments.read(from);
    bins.outside = from.getLong();
    return bins;
  }

  /** Detections whose score is no probability; they are in no bin. */
  long outside() {
    return outside;
  }

  long detections(int bin) {
    return detections[bin];
  }

  long detections() {
    return sum(detections);
  }

  long hits() {
    return sum(hits);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Hits of a step of score (from 0) and a step of IoU. */
  long histogram(int score, int iou) {
    return histogram[score * STEPS + iou];
  }

  double meanScore(int bin) {
    return ratio(scores[bin], detections[bin]);
  }

  double precision(int bin) {
    return ratio(hits[bin], detections[bin]);
  }

  /** Mean IoU of a bin's hits. */
  double meanIou(int bin) {
    return ratio(ious[bin], hits[bin]);
  }

  double meanScore() {
    return ratio(Pairwise.mean(scores, COUNT) * COUNT, detections());
  }

  double precision() {
    return ratio(hits(), detections());
  }

  double meanIou() {
    return ratio(Pairwise.mean(ious, COUNT) * COUNT, hits());
  }

  /** Pearson's correlation of score and IoU over the hits; -1 also when it is undefined. */
  double correlation() {
    return comoments.correlation();
  }

  /** Sum over bins of share of detections times |precision - mean score|. */
  double ece() {
    return gap(false);
  }

  /** The same with precision times mean IoU in precision's place. */
  double localisationAwareEce() {
    return gap(true);
  }

  private double gap(boolean withIou) {
    long all = detections();
    double sum = 0;
    for (int j = 0; j < COUNT; j++) {
      if (detections[j] > 0) {
        // Precision times mean IoU: the hits' number cancels out.
        double earned = (withIou ? ious[j] : hits[j]) / detections[j];
        sum += detections[j] * Math.abs(earned - meanScore(j));
      }
    }
    return ratio(sum, all);
  }

  private static double ratio(double sum, long count) {
    return count == 0 ? -1 : sum / count;
  }
}
