package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;

/** Rows of the objects of each image, in the order of the table; for writers. */
public final class ObjectsByImage {
  private final int[] starts;
  private final int[] rows;

  /**
   * Sorts the rows once.
   *
   * @param all every object's image must be there
   */
  public ObjectsByImage(Annotations all) {
    GroundTruthTable objects = all.groundTruths();
    int[] images = new int[objects.size()];
    starts = new int[all.images().size() + 1];
    for (int i = 0; i < images.length; i++) {
      images[i] = all.images().indexOf(objects.imageId(i));
      starts[images[i] + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    rows = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      rows[next[images[i]]++] = i;
    }
  }

  /**
   * {@return rows in the ground truth table of an image's objects; a new array}
   *
   * @param image index in {@link Annotations#images}
   */
  public int[] of(int image) {
    return Arrays.copyOfRange(rows, starts[image], starts[image + 1]);
  }
}
