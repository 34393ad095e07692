package dev.boxmill.assign;

import dev.boxmill.geometry.Letterbox;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many ground-truth boxes of a data set a scheme trains no anchor towards, and why; by category
 * and by size. Counts are whole numbers, so parts merge to the same result in any order.
 *
 * <p>Use: {@code AssignmentCoverage.of(AssignmentScheme.YOLOV5, null, 0, 0)}, then {@link #add}
 * each picture, {@link #merge} the parts, and read {@link #count} and {@link #anchors}.
 */
public final class AssignmentCoverage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<Fate> FATES = List.of(Fate.values());
  private static final List<Size> SIZES = List.of(Size.values());
  private static final int CELL = FATES.size() + 1;
  private static final int ROW = SIZES.size() * CELL;

  /** COCO's sizes, by the box's area in pixels of the picture. */
  public enum Size {
    /** Below 32². */
    SMALL,
    /** From 32² to below 96². */
    MEDIUM,
    /** From 96². */
    LARGE;

    /**
     * Tells an area's size.
     *
     * @param area of a box, square pixels
     * @return by COCO's limits
     */
    public static Size of(double area) {
      return area < 32 * 32 ? SMALL : area < 96 * 96 ? MEDIUM : LARGE;
    }
  }

  private final AssignmentScheme scheme;
  private final double[] anchors;
  private final int width;
  private final int height;
  private final TreeMap<Integer, long[]> counts = new TreeMap<>();
  private long images;

  /** Made again after serialization: a grid is large and quick to build. */
  private transient Assigner assigner;

  private AssignmentCoverage(AssignmentScheme scheme, double[] anchors, int width, int height) {
    this.scheme = scheme;
    this.anchors = anchors;
    this.width = width;
    this.height = height;
    this.assigner = scheme.assigner(width, height, anchors);
  }

  /**
   * An empty count.
   *
   * @param scheme which targets are meant
   * @param anchors width, height pairs in pixels of the network's input, for the schemes that take
   *     anchors ({@link AssignmentScheme#takesAnchors}); null for the paper's
   * @param width the network's input in pixels; 0 for the paper's
   * @param height likewise
   * @return no picture counted yet
   * @throws dev.boxmill.error.UserException when the anchors or the input do not suit the scheme
   */
  public static AssignmentCoverage of(
      AssignmentScheme scheme, double[] anchors, int width, int height) {
    return new AssignmentCoverage(
        scheme,
        anchors == null ? null : anchors.clone(),
        width == 0 ? scheme.side() : width,
        height == 0 ? scheme.side() : height);
  }

  /**
   * Counts one picture. Leave out crowds and ignored objects: no paper trains on them.
   *
   * @param pictureWidth in pixels, above 0
   * @param pictureHeight in pixels, above 0
   * @param boxes left, top, width, height of each box in pixels of the picture, as in {@link
   *     dev.boxmill.data.GroundTruthTable#boxes}
   * @param categories the category of each box
   * @throws IllegalArgumentException when a side is not above 0, or there are not 4 coordinates a
   *     category
   */
  public void add(int pictureWidth, int pictureHeight, double[] boxes, int[] categories) {
    if (pictureWidth <= 0 || pictureHeight <= 0 || boxes.length != 4 * categories.length) {
      throw new IllegalArgumentException(
          boxes.length
              + " coordinates, "
              + categories.length
              + " boxes, "
              + pictureWidth
              + " x "
              + pictureHeight);
    }
    if (assigner == null) {
      assigner = scheme.assigner(width, height, anchors);
    }
    images++;
    int n = categories.length;
    if (n == 0) {
      return;
    }
    double[] scaled = scale(pictureWidth, pictureHeight, boxes);
    int[] anchorsOf = assigner.assign(scaled).anchorsOf(n);
    for (int i = 0; i < n; i++) {
      Fate fate = assigner.alone(scaled, i);
      if (fate.trained() && anchorsOf[i] == 0) {
        fate = Fate.COLLISION;
      }
      Size size = Size.of(Math.max(0, boxes[4 * i + 2]) * Math.max(0, boxes[4 * i + 3]));
      long[] row = counts.computeIfAbsent(categories[i], c -> new long[ROW]);
      row[place(size) + FATES.indexOf(fate)]++;
      row[place(size) + FATES.size()] += anchorsOf[i];
    }
  }

  private double[] scale(int pictureWidth, int pictureHeight, double[] boxes) {
    Letterbox fit = Letterbox.of(pictureWidth, pictureHeight, width, height, scheme.resize());
    double[] scaled = new double[boxes.length];
    for (int b = 0; b < boxes.length; b += 4) {
      scaled[b] = boxes[b] * fit.scaleX() + fit.padLeft();
      scaled[b + 1] = boxes[b + 1] * fit.scaleY() + fit.padTop();
      scaled[b + 2] = (boxes[b] + boxes[b + 2]) * fit.scaleX() + fit.padLeft();
      scaled[b + 3] = (boxes[b + 1] + boxes[b + 3]) * fit.scaleY() + fit.padTop();
    }
    return scaled;
  }

  /**
   * Adds the counts of other pictures, counted with the same scheme, anchors and input.
   *
   * @param other stays as it is
   * @throws IllegalArgumentException when scheme, anchors or input differ
   */
  public void merge(AssignmentCoverage other) {
    if (scheme != other.scheme
        || width != other.width
        || height != other.height
        || !Arrays.equals(anchors, other.anchors)) {
      throw new IllegalArgumentException("counts of different schemes cannot be merged");
    }
    images += other.images;
    for (Map.Entry<Integer, long[]> e : other.counts.entrySet()) {
      long[] row = counts.computeIfAbsent(e.getKey(), c -> new long[ROW]);
      for (int i = 0; i < row.length; i++) {
        row[i] += e.getValue()[i];
      }
    }
  }

  /** {@return whose targets are counted} */
  public AssignmentScheme scheme() {
    return scheme;
  }

  /** {@return width of the network's input in pixels} */
  public int width() {
    return width;
  }

  /** {@return height of the network's input in pixels} */
  public int height() {
    return height;
  }

  /** {@return pictures counted, those without boxes too} */
  public long images() {
    return images;
  }

  /** {@return the categories with at least one box, ascending; a copy} */
  public SortedSet<Integer> categories() {
    return new TreeSet<>(counts.keySet());
  }

  /**
   * {@return boxes of a category and size that met a fate}
   *
   * @param category need not have boxes
   * @param size of the box in the picture, not in the network's input
   * @param fate exactly one befalls each box
   */
  public long count(int category, Size size, Fate fate) {
    long[] row = counts.get(category);
    return row == null ? 0 : row[place(size) + FATES.indexOf(fate)];
  }

  /**
   * {@return boxes of all categories and sizes that met a fate}
   *
   * @param fate exactly one befalls each box
   */
  public long count(Fate fate) {
    long sum = 0;
    for (int category : counts.keySet()) {
      for (Size size : Size.values()) {
        sum += count(category, size, fate);
      }
    }
    return sum;
  }

  /**
   * {@return anchors trained towards boxes of a category and size}
   *
   * @param category need not have boxes
   * @param size of the box in the picture, not in the network's input
   */
  public long anchors(int category, Size size) {
    long[] row = counts.get(category);
    return row == null ? 0 : row[place(size) + FATES.size()];
  }

  /** Where a size's fates begin in a category's row; the count of anchors follows them. */
  private static int place(Size size) {
    return SIZES.indexOf(size) * CELL;
  }
}
