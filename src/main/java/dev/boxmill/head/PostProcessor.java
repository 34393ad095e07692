package dev.boxmill.head;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.RleString;
import dev.boxmill.geometry.ScoredBoxes;
import dev.boxmill.geometry.Suppressor;
import dev.boxmill.geometry.Survivors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Candidates of one image to its detections: best label, suppression, the best few, back to image
 * pixels, clipped to the image; boxes wholly outside it are dropped. Equal scores keep the head's
 * order.
 */
public final class PostProcessor {
  private final List<String> classes;
  private final int[] categoryIds;
  private final boolean bestLabelOnly;
  private final Suppressor suppressor;
  private final boolean hasQueries;

  /**
   * Binds the rules of one run.
   *
   * @param descriptor gives classes, category ids and whether a row keeps its best label only
   * @param nms how duplicates are removed
   * @param scoreThreshold boxes whose score the suppression lowers below this are dropped
   * @param maxDetections detections kept an image, at least 1
   */
  public PostProcessor(
      Descriptor descriptor, NmsSettings nms, double scoreThreshold, int maxDetections) {
    classes = descriptor.classes();
    categoryIds = descriptor.categoryIds();
    bestLabelOnly = descriptor.bestLabelOnly();
    suppressor = new Suppressor(nms, scoreThreshold, maxDetections);
    hasQueries = Heads.find(descriptor).hasQueries();
  }

  /**
   * The detections of an image by the only model, without masks.
   *
   * @param candidates of that image, as the head gave them
   * @param letterbox where the image lies in the input
   * @return best first, in pixels of the image
   */
  public List<Detection> finish(Candidates candidates, Letterbox letterbox) {
    return finish(candidates, letterbox, null, null);
  }

  /**
   * The detections of an image.
   *
   * @param candidates of that image, as the head gave them
   * @param letterbox where the image lies in the input
   * @param model which of several models found them, or null
   * @param masks of the candidates' rows, or null
   * @return best first, in pixels of the image
   */
  public List<Detection> finish(
      Candidates candidates, Letterbox letterbox, String model, RowMasks masks) {
    int[] positions = positions(candidates);
    ScoredBoxes boxes = competitors(candidates, positions);
    Survivors kept = suppressor.run(boxes);
    List<Detection> detections = new ArrayList<>(kept.size());
    for (int k = 0; k < kept.size(); k++) {
      double x1 = letterbox.imageX(kept.edge(k, 0));
      double y1 = letterbox.imageY(kept.edge(k, 1));
      double x2 = letterbox.imageX(kept.edge(k, 2));
      double y2 = letterbox.imageY(kept.edge(k, 3));
      if (x2 <= x1 || y2 <= y1) {
        continue; // wholly outside the image
      }
      int label = boxes.classes()[kept.index(k)];
      int row = candidates.row(positions[kept.index(k)]);
      detections.add(
          new Detection(
              categoryIds[label],
              classes.get(label),
              kept.score(k),
              x1,
              y1,
              x2 - x1,
              y2 - y1,
              hasQueries ? row : Detection.NO_QUERY,
              model,
              masks == null ? null : RleString.encode(masks.mask(row, letterbox).counts())));
    }
    return detections;
  }

  /** The candidates in question, in the head's order. */
  ScoredBoxes competitors(Candidates candidates) {
    return competitors(candidates, positions(candidates));
  }

  private static ScoredBoxes competitors(Candidates candidates, int... positions) {
    int size = positions.length;
    double[] edges = new double[4 * size];
    double[] scores = new double[size];
    int[] labels = new int[size];
    double[] localisation = candidates.hasLocalisation() ? new double[size] : null;
    double[] variances = candidates.hasVariances() ? new double[4 * size] : null;
    for (int i = 0; i < size; i++) {
      int from = positions[i];
      scores[i] = candidates.score(from);
      labels[i] = candidates.classIndex(from);
      for (int side = 0; side < 4; side++) {
        edges[4 * i + side] = candidates.edge(from, side);
      }
      candidates.copyExtras(from, localisation, variances, i);
    }
    return new ScoredBoxes(size, edges, scores, labels, localisation, variances);
  }

  /** Positions of the candidates whose class counts; of each row the best class if so wished. */
  private int[] positions(Candidates candidates) {
    int[] positions = new int[candidates.size()];
    int count = 0;
    for (int i = 0; i < candidates.size(); i++) {
      // A head adds the classes of one row in a row.
      if (bestLabelOnly && count > 0 && candidates.row(positions[count - 1]) == candidates.row(i)) {
        if (candidates.score(i) > candidates.score(positions[count - 1])) {
          positions[count - 1] = i;
        }
      } else {
        positions[count++] = i;
      }
    }
    return Arrays.stream(positions, 0, count)
        .filter(i -> categoryIds[candidates.classIndex(i)] != Descriptor.DROPPED)
        .toArray();
  }
}
