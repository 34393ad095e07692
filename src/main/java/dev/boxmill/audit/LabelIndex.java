package dev.boxmill.audit;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;
import java.io.Serializable;
import java.util.Arrays;

/** Annotations with the rows of each image's objects, in file order. */
public final class LabelIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Annotations annotations;
  private final int[] starts;
  private final int[] rows;

  /**
   * Sorts the labels by image, in time linear in their number.
   *
   * @param annotations kept, not copied; every label's image is in its table
   */
  public LabelIndex(Annotations annotations) {
    this.annotations = annotations;
    GroundTruthTable objects = annotations.groundTruths();
    int[] imageOf = new int[objects.size()];
    starts = new int[annotations.images().size() + 1];
    for (int row = 0; row < imageOf.length; row++) {
      imageOf[row] = annotations.images().indexOf(objects.imageId(row));
      starts[imageOf[row] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    rows = new int[imageOf.length];
    for (int row = 0; row < imageOf.length; row++) {
      rows[next[imageOf[row]]++] = row;
    }
  }

  /**
   * What the index is of.
   *
   * @return the very object that was given
   */
  public Annotations annotations() {
    return annotations;
  }

  int images() {
    return starts.length - 1;
  }

  int objects(int image) {
    return starts[image + 1] - starts[image];
  }

  /** Row of an image's object by its place, from 0. */
  int row(int image, int place) {
    return rows[starts[image] + place];
  }

  /** Whether a label is one object's own: no crowd, no group, none to ignore. */
  boolean judged(int row) {
    GroundTruthTable objects = annotations.groundTruths();
    return !objects.crowd(row)
        && !objects.has(row, Flag.IGNORE)
        && !objects.has(row, Flag.GROUP_OF);
  }

  /** Rows of an image's labels that are judged. */
  int[] judgedRows(int image) {
    return Arrays.stream(rows, starts[image], starts[image + 1]).filter(this::judged).toArray();
  }

  /**
   * Of an image, the labels that are judged: no crowds, no groups, none to ignore.
   *
   * @param image index in {@link Annotations#images}
   * @return annotation ids in file order, which is that of {@link ImageLoss#objects}
   */
  public long[] judgedIds(int image) {
    return Arrays.stream(judgedRows(image)).mapToLong(annotations.groundTruths()::id).toArray();
  }
}
