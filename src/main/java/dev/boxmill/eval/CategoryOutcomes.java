package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the detections of one class, in places ordered by image and then input: all that
 * precision and recall need. The outcome of a detection is one long an area range: bit t of the low
 * half says that it found an object at threshold t, bit t of the high half that it found one that
 * is to be ignored there. Most detections come near no object and take no room for outcomes.
 */
final class CategoryOutcomes {
  /** In the column of excluded ranges, a detection that has outcomes. */
  private static final int HAS_OUTCOMES = 1 << 31;

  private final int areas;
  private final int detections;
  private final int[] images;
  private final double[] scores;
  private final int[] ranks;
  private final int[] excluded;
  private final int[] outcomesOf;
  private long[] outcomes;
  private int events;

  /**
   * @param places detections that count
   * @param detections detections given
   */
  CategoryOutcomes(int areas, int places, int detections) {
    this.areas = areas;
    this.detections = detections;
    images = new int[places];
    scores = new double[places];
    ranks = new int[places];
    excluded = new int[places];
    outcomesOf = new int[places];
    outcomes = new long[Math.multiplyExact(areas, Math.min(places, 64))];
  }

  /**
   * @param rank how many detections of the image and class score better
   * @param excludedAreas bit a: area range a does not hold the detection
   */
  void set(int place, int image, double score, int rank, int excludedAreas) {
    images[place] = image;
    scores[place] = score;
    ranks[place] = rank;
    excluded[place] = excludedAreas;
  }

  /** Where a place found nothing, that is no mistake, in any area range. */
  void excuse(int place) {
    excluded[place] = (1 << areas) - 1;
  }

  /** Makes room for the outcomes of a place, none of them set. */
  void open(int place) {
    if ((events + 1) * areas > outcomes.length) {
      outcomes = Arrays.copyOf(outcomes, Math.max(areas, 2 * outcomes.length));
    }
    outcomesOf[place] = ++events;
  }

  /** Adds bits to the outcome of a place that is open. */
  void add(int place, int area, long bits) {
    outcomes[(outcomesOf[place] - 1) * areas + area] |= bits;
  }

  int size() {
    return scores.length;
  }

  /** Detections given, those beyond every limit too. */
  int detections() {
    return detections;
  }

  /** Index of the detection's image. */
  int image(int place) {
    return images[place];
  }

  double score(int place) {
    return scores[place];
  }

  int rank(int place) {
    return ranks[place];
  }

  boolean excluded(int place, int area) {
    return (excluded[place] >>> area & 1) != 0;
  }

  long outcome(int place, int area) {
    int event = outcomesOf[place];
    return event == 0 ? 0 : outcomes[(event - 1) * areas + area];
  }

  /** The places by falling score; equal scores by image, then input. */
  int[] byScore() {
    long[] keys = new long[scores.length];
    for (int p = 0; p < keys.length; p++) {
      keys[p] = RadixSort.descending(scores[p]);
    }
    return RadixSort.order(keys);
  }

  /**
   * The detections within a limit, 20 bytes each, and 8 an area range for those with outcomes.
   *
   * @param limit on the detections of an image
   */
  byte[] write(int limit) {
    int kept = 0;
    for (int rank : ranks) {
      kept += rank < limit ? 1 : 0;
    }
    long bytes = 8 + 20L * kept + 8L * events * areas;
    ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(bytes));
    to.putInt(detections).putInt(kept);
    for (int p = 0; p < size(); p++) {
      if (ranks[p] >= limit) {
        continue;
      }
      int event = outcomesOf[p];
      to.putInt(images[p]).putDouble(scores[p]).putInt(ranks[p]);
      to.putInt(event == 0 ? excluded[p] : excluded[p] | HAS_OUTCOMES);
      for (int a = 0; event > 0 && a < areas; a++) {
        to.putLong(outcomes[(event - 1) * areas + a]);
      }
    }
    return to.array();
  }

  /** All that several writings hold, none of which share an image. */
  static CategoryOutcomes read(int areas, List<byte[]> written) {
    int places = 0;
    int detections = 0;
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      detections = Math.addExact(detections, from.getInt());
      places = Math.addExact(places, from.getInt());
    }
    CategoryOutcomes all = new CategoryOutcomes(areas, places, detections);
    int place = 0;
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part).position(8);
      while (from.hasRemaining()) {
        all.read(place++, from);
      }
    }
    return written.size() == 1 ? all : all.byImage();
  }

  private void read(int place, ByteBuffer from) {
    images[place] = from.getInt();
    scores[place] = from.getDouble();
    ranks[place] = from.getInt();
    int bits = from.getInt();
    excluded[place] = bits & ~HAS_OUTCOMES;
    if ((bits & HAS_OUTCOMES) != 0) {
      open(place);
      for (int a = 0; a < areas; a++) {
        add(place, a, from.getLong());
      }
    }
  }

  private CategoryOutcomes byImage() {
    long[] keys = new long[images.length];
    for (int p = 0; p < keys.length; p++) {
      keys[p] = images[p];
    }
    return new CategoryOutcomes(this, RadixSort.order(keys));
  }

  /** The places of another in another order; outcomes are shared. */
  private CategoryOutcomes(CategoryOutcomes of, int[] order) {
    areas = of.areas;
    detections = of.detections;
    int n = order.length;
    images = new int[n];
    scores = new double[n];
    ranks = new int[n];
    excluded = new int[n];
    outcomesOf = new int[n];
    for (int p = 0; p < n; p++) {
      images[p] = of.images[order[p]];
      scores[p] = of.scores[order[p]];
      ranks[p] = of.ranks[order[p]];
      excluded[p] = of.excluded[order[p]];
      outcomesOf[p] = of.outcomesOf[order[p]];
    }
    outcomes = of.outcomes;
    events = of.events;
  }
}
