package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Rows of the objects of each image, in the order of the table; for writers. */
public final class ObjectsByImage {
  private final int[] starts;

  /** Null where the table has them in the order of images. */
  private final int[] rows;

  /**
   * Sorts the rows once.
   *
   * @param all every object's image must be there
   */
  public ObjectsByImage(Annotations all) {
    GroundTruthTable objects = all.groundTruths();
    starts = new int[all.images().size() + 1];
    boolean sorted = true;
    int last = 0;
    for (int i = 0; i < objects.size(); i++) {
      int image = all.images().indexOf(objects.imageId(i));
      starts[image + 1]++;
      sorted &= image >= last;
      last = image;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    rows = sorted ? null : sort(all, starts.clone());
  }

  private static int[] sort(Annotations all, int... next) {
    int[] rows = new int[all.groundTruths().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[next[all.images().indexOf(all.groundTruths().imageId(i))]++] = i;
    }
    return rows;
  }

  /**
   * {@return rows in the ground truth table of an image's objects; a new array}
   *
   * @param image index in {@link Annotations#images}
   */
  public int[] of(int image) {
    return rows == null
        ? IntStream.range(starts[image], starts[image + 1]).toArray()
        : Arrays.copyOfRange(rows, starts[image], starts[image + 1]);
  }
}
