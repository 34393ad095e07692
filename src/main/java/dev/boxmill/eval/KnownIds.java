package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Leaves out detections whose image or class the ground truth lacks, and keeps count of them. */
public final class KnownIds {
  /** Category id of detections whose class has a name that the ground truth lacks. */
  public static final int NO_CLASS = Integer.MIN_VALUE;

  /** Examples of unknown ids that a message shows. */
  private static final int SHOWN = 5;

  private final Annotations truth;
  private final Unknown images = new Unknown();
  private final Unknown classes = new Unknown();
  private long detections;

  public KnownIds(Annotations truth) {
    this.truth = truth;
  }

  /** The rows whose image and class exist; the table itself where all do. */
  public DetectionTable filter(DetectionTable table) {
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
    return true;
  }

  /** Detections seen, unknown ones included. */
  public long detections() {
    return detections;
  }

  public byte[] save() {
    ByteBuffer to = ByteBuffer.allocate(8 + 2 * Unknown.BYTES).putLong(detections);
    images.save(to);
    classes.save(to);
    return to.array();
  }

  /** Adds what {@link #save} gave elsewhere. */
  public void mergeSaved(byte[] saved) {
    ByteBuffer from = ByteBuffer.wrap(saved);
    detections += from.getLong();
    images.merge(from);
    classes.merge(from);
  }

  /**
   * What the user should know.
   *
   * @throws UserException when images are unknown: the ground truth must be another data set's
   */
  public List<String> warnings(String source) {
    if (images.rows > 0) {
      throw new UserException(
          "--detections "
              + source
              + ": "
              + images.rows
              + " detections of image ids that the ground truth lacks, first "
              + images.examples()
              + "; evaluate against the matching annotation file");
    }
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
