package dev.boxmill.store;

import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Segmentation;
import dev.boxmill.format.AnnotationRows;
import dev.boxmill.format.ReadReport.Fault;
import dev.boxmill.geometry.Masks;
import dev.boxmill.geometry.RleString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of a row group, each checked by itself; parts of a file are read at the same time. */
final class AnnotationPart {
  private static final String SAY = "; give the object's ";

  private final List<ImageInfo> images = new ArrayList<>();
  private final List<int[][]> known = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final GroundTruthTable.Builder truths;
  private final List<Problem> problems = new ArrayList<>();
  private final boolean identified;
  private Map<Integer, String> labels = Map.of();

  /**
   * Begins.
   *
   * @param identified whether every image must have an id
   * @param heapBytes of objects; more of them go to a temporary file
   */
  AnnotationPart(boolean identified, long heapBytes) {
    this.identified = identified;
    truths = new GroundTruthTable.Builder(heapBytes);
  }

  /**
   * Something that cannot be used.
   *
   * @param whole whether that is the image with all its objects
   */
  private record Problem(int image, Fault fault, String what, boolean whole) {}

  /** What one cannot use, in the words of a message. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    Unusable(Fault fault, String what) {
      super(what, null, false, false);
      this.fault = fault;
    }
  }

  int rows() {
    return images.size();
  }

  /** Class names that the rows gave, by id. */
  Map<Integer, String> labels() {
    return labels;
  }

  /** Takes what a row holds; it is the same object for all of them. */
  void add(AnnotationRow row) {
    labels = row.labels();
    int image = images.size();
    boolean fits = row.width >= 0 && row.height >= 0;
    fits &= row.width <= Integer.MAX_VALUE && row.height <= Integer.MAX_VALUE;
    if (!fits || (identified && row.imageId == null)) {
      String what = "'image_id' is null, or 'width' or 'height' no number of pixels; mend the row";
      problems.add(new Problem(image, Fault.UNUSABLE, what, true));
    }
    images.add(
        new ImageInfo(
            row.imageId == null ? 0 : row.imageId,
            row.path == null ? "" : row.path,
            (int) row.width,
            (int) row.height));
    int[][] said = row.known.clone();
    known.add(said[0] == null && said[1] == null && said[2] == null ? null : said);
    if (row.nulls > 0) {
      String what = row.nulls + " annotations are null; leave them out";
      problems.add(new Problem(image, Fault.UNUSABLE, what, false));
    }
    for (int i = 0; i < row.size; i++) {
      try {
        truths.add(object(row, i));
      } catch (Unusable e) {
        String what = "annotations[" + i + "]: " + e.getMessage();
        problems.add(new Problem(image, e.fault, what, false));
      }
    }
    ends.add(truths.size());
  }

  private static GroundTruth object(AnnotationRow row, int i) throws Unusable {
    if (row.categories[i] != (int) row.categories[i]) {
      throw new Unusable(Fault.UNUSABLE, "'category_id' is null or beyond 32 bits" + SAY + "class");
    }
    int at = AnnotationRow.VALUES * i;
    double[] v = row.numbers;
    if (!Double.isFinite(v[at] + v[at + 1] + v[at + 2] + v[at + 3])) {
      throw new Unusable(Fault.BOX, "x, y, w or h is null or not finite" + SAY + "box");
    }
    if (v[at + 2] < 0 || v[at + 3] < 0) {
      throw new Unusable(Fault.BOX, "w or h is negative" + SAY + "width and height");
    }
    double area = Double.isNaN(v[at + 4]) ? v[at + 2] * v[at + 3] : v[at + 4];
    if (area < 0 || !Double.isFinite(area)) {
      throw new Unusable(Fault.UNUSABLE, "'area' is " + area + SAY + "square pixels");
    }
    return new GroundTruth(
        row.identified[i] ? row.ids[i] : 0,
        row.imageId == null ? 0 : row.imageId,
        (int) row.categories[i],
        v[at],
        v[at + 1],
        v[at + 2],
        v[at + 3],
        area,
        row.flags[i] & 255,
        shape(row, i),
        keypoints(row.keypoints[i]));
  }

  private static Segmentation shape(AnnotationRow row, int i) throws Unusable {
    AnnotationRow.Mask mask = row.masks[i];
    double[][] rings = row.polygons[i];
    if (mask != null) {
      try {
        byte[] counts = mask.counts.getBytes(StandardCharsets.UTF_8);
        return Masks.of(mask.height, mask.width, RleString.decode(counts, 0, counts.length));
      } catch (IllegalArgumentException e) {
        throw new Unusable(Fault.UNUSABLE, "the mask's run lengths " + e.getMessage());
      }
    }
    if (rings == null || rings.length == 0) {
      return null;
    }
    for (double[] ring : rings) {
      if (ring.length < 6 || ring.length % 2 != 0 || !finite(ring)) {
        throw new Unusable(
            Fault.UNUSABLE, "a polygon needs x and y in turn of at least three points, finite");
      }
    }
    return new Polygons(rings);
  }

  private static double[] keypoints(double[] points) throws Unusable {
    if (points == null || points.length == 0) {
      return null;
    }
    if (points.length % 3 != 0 || !finite(points)) {
      throw new Unusable(
          Fault.UNUSABLE, "'keypoints' needs x, y and visibility in turn, finite numbers");
    }
    return points;
  }

  private static boolean finite(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += 0 * value;
    }
    return sum == 0;
  }

  /** Hands all on, images with their objects. */
  void addTo(AnnotationRows rows) {
    GroundTruthTable objects = truths.build();
    int problem = 0;
    int object = 0;
    for (int i = 0; i < images.size(); i++) {
      rows.image(images.get(i), known.get(i));
      while (problem < problems.size() && problems.get(problem).image() == i) {
        Problem p = problems.get(problem);
        rows.bad(p.fault(), p.what(), p.whole());
        problem++;
      }
      while (object < ends.get(i)) {
        rows.object(objects.groundTruth(object++));
      }
    }
  }
}
