package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Leaves out detections whose image or class the ground truth lacks, or whose mask or keypoints do
 * not fit them, and keeps count of them.
 */
public final class KnownIds {
  /** Category id of detections whose class has a name that the ground truth lacks. */
  public static final int NO_CLASS = Integer.MIN_VALUE;

  /** Examples of unknown ids that a message shows. */
  private static final int SHOWN = 5;

  private final Annotations truth;
  private final Unknown images = new Unknown();
  private final Unknown classes = new Unknown();
  private final Unknown sizes = new Unknown();
  private final Unknown points = new Unknown();
  private long detections;

  KnownIds(Annotations truth) {
    this.truth = truth;
  }

  /** The rows whose image and class exist; the table itself where all do. */
  DetectionTable filter(DetectionTable table) {
    detections += table.size();
    int first = 0;
    while (first < table.size() && known(table, first)) {
      first++;
    }
    if (first == table.size()) {
      return table;
    }
    DetectionTable.Builder kept = new DetectionTable.Builder(table.size());
    for (int row = 0; row < table.size(); row++) {
      if (row < first || (row > first && known(table, row))) {
        kept.add(table, row);
      }
    }
    return kept.build();
  }

  private boolean known(DetectionTable table, int row) {
    if (truth.images().indexOf(table.imageId(row)) < 0) {
      images.add(1, table.imageId(row));
      return false;
    }
    if (truth.categoryIndex(table.categoryId(row)) < 0) {
      classes.add(1, table.categoryId(row));
      return false;
    }
    return fits(table.mask(row), table.imageId(row))
        && fits(table.keypoints(row), table.categoryId(row));
  }

  private boolean fits(Rle mask, long imageId) {
    if (mask == null) {
      return true;
    }
    ImageInfo image = truth.images().image(truth.images().indexOf(imageId));
    boolean sized = image.height() > 0 && image.width() > 0;
    if (sized && (mask.height() != image.height() || mask.width() != image.width())) {
      sizes.add(1, imageId);
      return false;
    }
    return true;
  }

  private boolean fits(double[] keypoints, int categoryId) {
    if (keypoints == null) {
      return true;
    }
    Category category = truth.categories().get(truth.categoryIndex(categoryId));
    int named = category.keypoints().size();
    if (named > 0 && keypoints.length != 3 * named) {
      points.add(1, categoryId);
      return false;
    }
    return true;
  }

  /** {@return how many detections were seen, unknown ones included} */
  public long detections() {
    return detections;
  }

  byte[] save() {
    ByteBuffer to = ByteBuffer.allocate(8 + 4 * Unknown.BYTES).putLong(detections);
    images.save(to);
    classes.save(to);
    sizes.save(to);
    points.save(to);
    return to.array();
  }

  /** Adds what {@link #save} gave elsewhere. */
  void mergeSaved(byte[] saved) {
    ByteBuffer from = ByteBuffer.wrap(saved);
    detections += from.getLong();
    images.merge(from);
    classes.merge(from);
    sizes.merge(from);
    points.merge(from);
  }

  /**
   * What the user should know.
   *
   * @param source where the detections came from, named in errors
   * @return one line each; none when all is well
   * @throws UserException when images are unknown, or masks or keypoints do not fit: the ground
   *     truth must be another data set's
   */
  public List<String> warnings(String source) {
    refuse(
        source,
        images,
        "of image ids that the ground truth lacks",
        "evaluate against the matching annotation file");
    refuse(
        source,
        sizes,
        "with a mask of another size than their image's height and width, image ids",
        "make masks of the original image's size");
    refuse(
        source,
        points,
        "with another number of keypoints than their class has, category ids",
        "give all keypoints of the class");
    List<String> warnings = new ArrayList<>();
    if (detections == 0) {
      warnings.add("there are no detections: every class with objects evaluates to 0");
    }
    if (classes.rows > 0) {
      warnings.add(
          classes.smallest.contains((long) NO_CLASS)
              ? classes.rows + " detections of classes that the ground truth lacks are left out"
              : classes.rows
                  + " detections of category ids that the ground truth lacks are left out, first "
                  + classes.examples());
    }
    return warnings;
  }

  private static void refuse(String source, Unknown rows, String what, String mend) {
    if (rows.rows > 0) {
      throw new UserException(
          "--detections "
              + source
              + ": "
              + rows.rows
              + " detections "
              + what
              + ", first "
              + rows.examples()
              + "; "
              + mend);
    }
  }

  /** Counts rows and keeps the smallest few ids. */
  private static final class Unknown {
    private static final int BYTES = 12 + 8 * SHOWN;

    private final TreeSet<Long> smallest = new TreeSet<>();
    private long rows;

    void add(long count, long id) {
      rows += count;
      smallest.add(id);
      if (smallest.size() > SHOWN) {
        smallest.pollLast();
      }
    }

    String examples() {
      return smallest.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    void save(ByteBuffer to) {
      to.putLong(rows).putInt(smallest.size());
      smallest.forEach(to::putLong);
      to.position(to.position() + 8 * (SHOWN - smallest.size()));
    }

    void merge(ByteBuffer from) {
      rows += from.getLong();
      int n = from.getInt();
      for (int i = 0; i < SHOWN; i++) {
        long id = from.getLong();
        if (i < n) {
          add(0, id);
        }
      }
    }
  }
}
