package dev.boxmill.assign;

import dev.boxmill.geometry.Letterbox;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many ground-truth boxes of a data set a scheme trains no anchor towards, and why; by category
 * and by size. Counts are whole numbers, so parts merge to the same result in any order.
 *
 * <p>Use: {@code AssignmentCoverage.of(AssignmentScheme.YOLOV5, null, 0)}, then {@link #add} each
 * picture, {@link #merge} the parts, and read {@link #count} and {@link #anchors}.
 */
public final class AssignmentCoverage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FATES = Fate.values().length;
  private static final int CELL = FATES + 1;

  /** COCO's sizes, by the box's area in pixels of the picture. */
  public enum Size {
    /** Below 32². */
    SMALL,
    /** From 32² to below 96². */
    MEDIUM,
    /** From 96². */
    LARGE;

    /** The size of an area in square pixels. */
    public static Size of(double area) {
      return area < 32 * 32 ? SMALL : area < 96 * 96 ? MEDIUM : LARGE;
    }
  }

  private final AssignmentScheme scheme;
  private final double[] anchors;
  private final int side;
  private final TreeMap<Integer, long[]> counts = new TreeMap<>();
  private long images;

  /** Made again after serialization: a grid is large and quick to build. */
  private transient Assigner assigner;

  private AssignmentCoverage(AssignmentScheme scheme, double[] anchors, int side) {
    this.scheme = scheme;
    this.anchors = anchors;
    this.side = side;
    this.assigner = scheme.assigner(side, anchors);
  }

  /**
   * An empty count.
   *
   * @param anchors width, height pairs in pixels of the network's input, for the schemes that take
   *     anchors ({@link AssignmentScheme#takesAnchors}); null for the paper's
   * @param side the network's input in pixels a side; 0 for the paper's
   * @throws dev.boxmill.error.UserException when the anchors or the side do not suit the scheme
   */
  public static AssignmentCoverage of(AssignmentScheme scheme, double[] anchors, int side) {
    return new AssignmentCoverage(
        scheme, anchors == null ? null : anchors.clone(), side == 0 ? scheme.side() : side);
  }

  /**
   * Counts one picture. Leave out crowds and ignored objects: no paper trains on them.
   *
   * @param width the picture's width in pixels, above 0; height alike
   * @param boxes left, top, width, height of each box in pixels of the picture, as in {@link
   *     dev.boxmill.data.GroundTruthTable#boxes}
   * @param categories the category of each box
   */
  public void add(int width, int height, double[] boxes, int[] categories) {
    if (width <= 0 || height <= 0 || boxes.length != 4 * categories.length) {
      throw new IllegalArgumentException(
          boxes.length
              + " coordinates, "
              + categories.length
              + " boxes, "
              + width
              + " x "
              + height);
    }
    if (assigner == null) {
      assigner = scheme.assigner(side, anchors);
    }
    images++;
    int n = categories.length;
    if (n == 0) {
      return;
    }
    double[] scaled = scale(width, height, boxes);
    int[] anchorsOf = assigner.assign(scaled).anchorsOf(n);
    for (int i = 0; i < n; i++) {
      Fate fate = assigner.alone(scaled, i);
      if (fate.trained() && anchorsOf[i] == 0) {
        fate = Fate.COLLISION;
      }
      Size size = Size.of(Math.max(0, boxes[4 * i + 2]) * Math.max(0, boxes[4 * i + 3]));
      long[] row = counts.computeIfAbsent(categories[i], c -> new long[3 * CELL]);
      row[size.ordinal() * CELL + fate.ordinal()]++;
      row[size.ordinal() * CELL + FATES] += anchorsOf[i];
    }
  }

  private double[] scale(int width, int height, double[] boxes) {
    Letterbox fit = Letterbox.of(width, height, side, side, scheme.resize());
    double[] scaled = new double[boxes.length];
    for (int b = 0; b < boxes.length; b += 4) {
      scaled[b] = boxes[b] * fit.scaleX() + fit.padLeft();
      scaled[b + 1] = boxes[b + 1] * fit.scaleY() + fit.padTop();
      scaled[b + 2] = (boxes[b] + boxes[b + 2]) * fit.scaleX() + fit.padLeft();
      scaled[b + 3] = (boxes[b + 1] + boxes[b + 3]) * fit.scaleY() + fit.padTop();
    }
    return scaled;
  }

  /** Adds the counts of other pictures, counted with the same scheme, anchors and side. */
  public void merge(AssignmentCoverage other) {
    if (scheme != other.scheme || side != other.side || !Arrays.equals(anchors, other.anchors)) {
      throw new IllegalArgumentException("counts of different schemes cannot be merged");
    }
    images += other.images;
    for (Map.Entry<Integer, long[]> e : other.counts.entrySet()) {
      long[] row = counts.computeIfAbsent(e.getKey(), c -> new long[3 * CELL]);
      for (int i = 0; i < row.length; i++) {
        row[i] += e.getValue()[i];
      }
    }
  }

  /** The scheme. */
  public AssignmentScheme scheme() {
    return scheme;
  }

  /** The network's input in pixels a side. */
  public int side() {
    return side;
  }

  /** Pictures counted. */
  public long images() {
    return images;
  }

  /** The categories with at least one box, ascending. */
  public SortedSet<Integer> categories() {
    return new TreeSet<>(counts.keySet());
  }

  /** Boxes of a category and size that met this fate. */
  public long count(int category, Size size, Fate fate) {
    long[] row = counts.get(category);
    return row == null ? 0 : row[size.ordinal() * CELL + fate.ordinal()];
  }

  /** Boxes of all categories and sizes that met this fate. */
  public long count(Fate fate) {
    long sum = 0;
    for (int category : counts.keySet()) {
      for (Size size : Size.values()) {
        sum += count(category, size, fate);
      }
    }
    return sum;
  }

  /** Anchors trained towards boxes of a category and size. */
  public long anchors(int category, Size size) {
    long[] row = counts.get(category);
    return row == null ? 0 : row[size.ordinal() * CELL + FATES];
  }
}
