package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Rle;
import dev.boxmill.geometry.Masks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The objects of an image as one picture in which a pixel belongs to one object: of objects that
 * overlap to the one with the fewest pixels, of equals to the last. So what lies on top of
 * something else, which is as a rule the smaller, stays whole.
 */
final class SegmentPainter {
  private final int[] rows;
  private final long[] pixels;
  private final SegmentPng png;
  private long shared;

  /**
   * Paints.
   *
   * @param rows objects of the image, in the order of the file
   * @param image with its size
   */
  SegmentPainter(Annotations all, ImageInfo image, int... rows) {
    this.rows = rows;
    GroundTruthTable objects = all.groundTruths();
    int n = rows.length;
    Rle[] masks = new Rle[n];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (objects.segmentation(rows[i]) != null) {
        masks[i] = Masks.rle(objects.segmentation(rows[i]), image.height(), image.width());
        order.add(i);
      }
    }
    // Stable: of equals the last is painted last.
    order.sort(Comparator.comparingLong(i -> -Masks.area(masks[i])));
    int[] ids = new int[image.width() * image.height()];
    pixels = new long[n];
    for (int i : order) {
      paint(ids, image, i, masks[i]);
    }
    png = new SegmentPng(image.width(), image.height(), ids);
  }

  private void paint(int[] ids, ImageInfo image, int object, Rle mask) {
    int h = image.height();
    int at = 0;
    for (int run = 0; run < mask.counts().length; run++) {
      int end = at + mask.counts()[run];
      for (; at < end && run % 2 == 1; at++) {
        int pixel = at % h * image.width() + at / h;
        if (ids[pixel] != 0) {
          shared++;
          pixels[ids[pixel] - 1]--;
        }
        ids[pixel] = object + 1;
        pixels[object]++;
      }
      at = end;
    }
  }

  /** The picture; the id of a segment is its object's place among the rows, from 1. */
  SegmentPng png() {
    return png;
  }

  /** Of how many pixels another object was painted over. */
  long shared() {
    return shared;
  }

  /** How many objects have no mask, or none of its pixels left. */
  long bare() {
    long bare = 0;
    for (long n : pixels) {
      bare += n == 0 ? 1 : 0;
    }
    return bare;
  }

  /** Pixels of the object at a place among the rows; 0 when it is not in the picture. */
  long pixels(int place) {
    return pixels[place];
  }

  int rows() {
    return rows.length;
  }
}
