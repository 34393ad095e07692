package dev.boxmill.report;

import dev.boxmill.error.UserException;
import dev.boxmill.report.QueryResult.Kind;
import dev.boxmill.report.QueryResult.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gathers what each query of a set-prediction detector gives: Carion et al., "End-to-End Object
 * Detection with Transformers" (ECCV 2020), figure 7. Boxes may come in any order: sums are of
 * integers, and the sample keeps the boxes whose hash is least. A query takes a few kilobytes,
 * whatever the number of boxes.
 */
public final class QuerySlots {
  /** Centres kept of a query: as many as a small square of a page can show. */
  static final int SAMPLE = 120;

  /** More than any published detector has; a column that goes beyond is something else. */
  private static final int MOST_QUERIES = 100_000;

  /** Parts of an image's side: sums of integers do not depend on the order of boxes. */
  private static final double PARTS = 1 << 20;

  private static final double SMALL_AREA = 32 * 32;

  private final TreeMap<Integer, Tally> tallies = new TreeMap<>();
  private long boxes;
  private long images;

  /** A box of the sample, by hash. */
  private record Point(long hash, int x, int y, int kind) {}

  private static final class Tally {
    private long boxes;
    private long x;
    private long y;
    private long w;
    private long h;
    private final long[] kinds = new long[Kind.values().length];
    private final TreeSet<Point> sample =
        new TreeSet<>(
            Comparator.comparingLong(Point::hash)
                .thenComparingInt(Point::x)
                .thenComparingInt(Point::y)
                .thenComparingInt(Point::kind));
  }

  /** Counts an image that has boxes with queries. */
  public void image() {
    images++;
  }

  /**
   * Adds a box.
   *
   * @param query the slot that gave it, from 0
   * @param image tells images apart, such as a hash of the path
   * @param x left edge, in pixels of the image
   * @param y upper edge, likewise
   * @param w width, likewise
   * @param h height, likewise
   * @param width the image's, positive
   * @param height the image's, positive
   * @throws UserException when no published detector has so many queries
   */
  public void add(
      int query, long image, double x, double y, double w, double h, int width, int height) {
    if (query < 0 || query >= MOST_QUERIES) {
      throw new UserException(
          "query " + query + ": expected 0 to " + (MOST_QUERIES - 1) + "; detect again");
    }
    Tally tally = tallies.computeIfAbsent(query, q -> new Tally());
    double centreX = (x + w / 2) / width;
    double centreY = (y + h / 2) / height;
    boxes++;
    tally.boxes++;
    tally.x += Math.round(centreX * PARTS);
    tally.y += Math.round(centreY * PARTS);
    tally.w += Math.round(w / width * PARTS);
    tally.h += Math.round(h / height * PARTS);
    int kind = kind(w, h).ordinal();
    tally.kinds[kind]++;
    long hash = hash(image, Double.doubleToLongBits(x), Double.doubleToLongBits(y));
    if (tally.sample.size() < SAMPLE || hash <= tally.sample.last().hash) {
      tally.sample.add(new Point(hash, thousandths(centreX), thousandths(centreY), kind));
      if (tally.sample.size() > SAMPLE) {
        tally.sample.pollLast();
      }
    }
  }

  private static Kind kind(double w, double h) {
    if (w * h <= SMALL_AREA) {
      return Kind.SMALL;
    }
    return w >= h ? Kind.HORIZONTAL : Kind.VERTICAL;
  }

  /** SplitMix64's finaliser (Steele et al. 2014) over the parts: nearly uniform. */
  private static long hash(long... parts) {
    long z = 0;
    for (long part : parts) {
      z += part + 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      z ^= z >>> 31;
    }
    return z;
  }

  private static int thousandths(double share) {
    return (int) Math.round(1000 * Math.max(0, Math.min(1, share)));
  }

  /** {@return what was added so far; more may be added afterwards} */
  public QueryResult result() {
    List<Slot> slots = new ArrayList<>();
    tallies.forEach((query, tally) -> slots.add(slot(query, tally)));
    return new QueryResult(boxes, images, slots);
  }

  private static Slot slot(int query, Tally t) {
    double n = t.boxes * PARTS;
    List<List<Integer>> sample = t.sample.stream().map(p -> List.of(p.x, p.y, p.kind)).toList();
    List<Long> kinds = new ArrayList<>();
    for (long count : t.kinds) {
      kinds.add(count);
    }
    return new Slot(query, t.boxes, t.x / n, t.y / n, t.w / n, t.h / n, kinds, sample);
  }
}
