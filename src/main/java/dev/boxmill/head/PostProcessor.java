package dev.boxmill.head;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.Nms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Candidates of one image to its detections: best label, order by score, NMS, the best few, back to
 * image pixels, clipped to the image; boxes wholly outside it are dropped. Equal scores keep the
 * head's order.
 */
public final class PostProcessor {
  private final List<String> classes;
  private final int[] categoryIds;
  private final boolean bestLabelOnly;
  private final OptionalDouble nmsIou;
  private final int maxDetections;

  /**
   * Binds the rules of one run.
   *
   * @param nmsIou IoU threshold of NMS, or empty for none
   * @param maxDetections detections kept an image, at least 1
   */
  public PostProcessor(Descriptor descriptor, OptionalDouble nmsIou, int maxDetections) {
    classes = descriptor.classes();
    categoryIds = descriptor.categoryIds();
    bestLabelOnly = descriptor.bestLabelOnly();
    this.nmsIou = nmsIou;
    this.maxDetections = maxDetections;
  }

  /** The detections of an image, best first. */
  public List<Detection> finish(Candidates candidates, Letterbox letterbox) {
    int[] order = order(candidates);
    double[] boxes = new double[4 * order.length];
    int[] labels = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      labels[i] = candidates.classIndex(order[i]);
      for (int side = 0; side < 4; side++) {
        boxes[4 * i + side] = candidates.edge(order[i], side);
      }
    }
    int[] kept = new int[order.length];
    int count;
    if (nmsIou.isPresent()) {
      count = Nms.greedy(boxes, labels, order.length, nmsIou.getAsDouble(), maxDetections, kept);
    } else {
      count = Math.min(order.length, maxDetections);
      Arrays.setAll(kept, i -> i);
    }
    List<Detection> detections = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      int at = kept[k];
      double x1 = letterbox.imageX(boxes[4 * at]);
      double y1 = letterbox.imageY(boxes[4 * at + 1]);
      double x2 = letterbox.imageX(boxes[4 * at + 2]);
      double y2 = letterbox.imageY(boxes[4 * at + 3]);
      if (x2 <= x1 || y2 <= y1) {
        continue; // wholly outside the image
      }
      detections.add(
          new Detection(
              categoryIds[labels[at]],
              classes.get(labels[at]),
              candidates.score(order[at]),
              x1,
              y1,
              x2 - x1,
              y2 - y1));
    }
    return detections;
  }

  /** Positions of the candidates in question, best score first, ties in the head's order. */
  private int[] order(Candidates candidates) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (bestLabelOnly && !positions.isEmpty()) {
        // A head adds the classes of one row in a row.
        int last = positions.get(positions.size() - 1);
        if (candidates.row(last) == candidates.row(i)) {
          if (candidates.score(i) > candidates.score(last)) {
            positions.set(positions.size() - 1, i);
          }
          continue;
        }
      }
      positions.add(i);
    }
    positions.removeIf(i -> categoryIds[candidates.classIndex(i)] == Descriptor.DROPPED);
    positions.sort(Comparator.comparingDouble(i -> -candidates.score(i)));
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }
}
