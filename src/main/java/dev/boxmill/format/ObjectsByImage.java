package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;

/** Rows of the objects of each image, in the order of the table; for writers. */
public final class ObjectsByImage {
  private final int[] starts;
  private final int[] rows;

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

  /** Rows of the objects of the image at an index. */
  public int[] of(int image) {
    return Arrays.copyOfRange(rows, starts[image], starts[image + 1]);
  }
}
