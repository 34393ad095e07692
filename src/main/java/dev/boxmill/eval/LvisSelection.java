package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageLabels;
import java.util.Arrays;

/** Which detections count: the best of an image over all classes, where their class was sought. */
final class LvisSelection {
  private final Annotations truth;
  private final CocoParameters parameters;

  LvisSelection(Annotations truth, CocoParameters parameters) {
    this.truth = truth;
    this.parameters = parameters;
  }

  /**
   * The detections that count, within an image and class by falling score and then by rank.
   *
   * @param detections whole images
   */
  PairIndex select(DetectionTable detections) {
    ImageGroups groups = ImageGroups.of(truth, detections);
    int classes = truth.categories().size();
    int images = truth.images().size();
    int[] classOf = new int[detections.size()];
    int[] imageOf = new int[detections.size()];
    int[] kept = new int[detections.size()];
    int[] occupied = new int[classes]; // the last image, from 1, that has an object of the class
    int n = 0;
    for (int image = 0; image < images; image++) {
      int start = groups.detectionStart(image);
      int end = groups.detectionEnd(image);
      for (int g = groups.truthStart(image); g < groups.truthEnd(image) && start < end; g++) {
        int row = groups.truthRow(g);
        occupied[truth.categoryIndex(truth.groundTruths().categoryId(row))] = image + 1;
      }
      int last = Math.min(end, start + parameters.mostDetections());
      for (int d = start; d < last; d++) {
        int row = groups.detectionRow(d);
        int id = detections.categoryId(row);
        classOf[row] = truth.categoryIndex(id);
        imageOf[row] = image;
        if (occupied[classOf[row]] == image + 1 || sought(image, id)) {
          kept[n++] = row;
        }
      }
    }
    if (!parameters.categoriesPooled()) {
      return PairIndex.of(Arrays.copyOf(kept, n), classOf, imageOf, classes, images);
    }
    // Within an image COCO strings the classes together, ascending by id; lvis-api finds nothing.
    int[] byClass = PairIndex.group(kept, n, classOf, new int[classes + 1]);
    return PairIndex.of(byClass, new int[classOf.length], imageOf, 1, images);
  }

  private boolean sought(int image, int categoryId) {
    ImageLabels labels = truth.labels();
    return labels == null
        || labels.isAbsent(image, categoryId)
        || labels.isPresent(image, categoryId);
  }
}
