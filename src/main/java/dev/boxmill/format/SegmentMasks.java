package dev.boxmill.format;

import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.Rle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The segments of a panoptic image as objects with masks. */
final class SegmentMasks {
  private final SegmentPng png;
  private final int[] ids;
  private final int[][] runs;
  private final int[] sizes;
  private final int[] ends;
  private final long[] pixels;
  private final int[][] bounds;
  private final Set<Integer> strangers = new TreeSet<>();

  /** Looks at every pixel once, column by column. */
  SegmentMasks(SegmentPng png, int... ids) {
    this.png = png;
    this.ids = ids;
    int n = ids.length;
    runs = new int[n][16];
    sizes = new int[n];
    ends = new int[n];
    pixels = new long[n];
    bounds = new int[n][];
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < n; i++) {
      places.put(ids[i], i);
      bounds[i] = new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0};
    }
    int h = png.height();
    for (int x = 0; x < png.width(); x++) {
      int y = 0;
      while (y < h) {
        int from = y;
        int id = png.ids()[y * png.width() + x];
        do {
          y++;
        } while (y < h && png.ids()[y * png.width() + x] == id);
        Integer place = id == 0 ? null : places.get(id);
        if (place != null) {
          add(place, x, from, y);
        } else if (id != 0) {
          strangers.add(id);
        }
      }
    }
  }

  private void add(int i, int x, int from, int to) {
    int start = x * png.height() + from;
    if (sizes[i] > 0 && ends[i] == start) {
      // Goes on from the bottom of one column to the top of the next.
      runs[i][sizes[i] - 1] += to - from;
    } else {
      if (sizes[i] + 3 > runs[i].length) {
        runs[i] = Arrays.copyOf(runs[i], 2 * runs[i].length);
      }
      runs[i][sizes[i]++] = start - ends[i];
      runs[i][sizes[i]++] = to - from;
    }
    ends[i] = start + to - from;
    pixels[i] += to - from;
    int[] b = bounds[i];
    b[0] = Math.min(b[0], x);
    b[1] = Math.min(b[1], from);
    b[2] = Math.max(b[2], x + 1);
    b[3] = Math.max(b[3], to);
  }

  /** Ids of pixels that are no segment's. */
  Set<Integer> strangers() {
    return strangers;
  }

  boolean isEmpty(int segment) {
    return pixels[segment] == 0;
  }

  private Rle mask(int i) {
    int rest = png.width() * png.height() - ends[i];
    int[] counts = Arrays.copyOf(runs[i], rest == 0 ? sizes[i] : sizes[i] + 1);
    if (rest > 0) {
      counts[sizes[i]] = rest;
    }
    return new Rle(png.height(), png.width(), counts);
  }

  /** The segments that have pixels; boxes and areas are the pixels' where the file has none. */
  List<GroundTruth> objects(PanopticImage image) {
    List<GroundTruth> objects = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      if (isEmpty(i)) {
        continue;
      }
      int[] b = bounds[i];
      double[] box = Arrays.copyOfRange(image.boxes(), 4 * i, 4 * i + 4);
      if (Double.isNaN(box[0])) {
        box = new double[] {b[0], b[1], b[2] - b[0], b[3] - b[1]};
      }
      objects.add(
          new GroundTruth(
              0,
              image.imageId(),
              image.categoryIds()[i],
              box[0],
              box[1],
              box[2],
              box[3],
              image.areas()[i] < 0 ? pixels[i] : image.areas()[i],
              dev.boxmill.data.Flag.CROWD.bit(image.crowd()[i]),
              mask(i),
              null));
    }
    return objects;
  }
}
