package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Objects and detections by image, for protocols that look at all classes of an image together.
 * Places are consecutive for an image; {@link #truthRow} and {@link #detectionRow} lead to the
 * tables. Objects are in file order, detections by descending score and, among equals, by rank.
 */
final class ImageGroups {
  private final int[] truthRows;
  private final int[] truthStarts;
  private final int[] detectionRows;
  private final int[] detectionStarts;

  private ImageGroups(
      int[] truthRows, int[] truthStarts, int[] detectionRows, int[] detectionStarts) {
    this.truthRows = truthRows;
    this.truthStarts = truthStarts;
    this.detectionRows = detectionRows;
    this.detectionStarts = detectionStarts;
  }

  /**
   * Detections of classes that the ground truth lacks are left out.
   *
   * @throws UserException when an image is not in the ground truth
   */
  static ImageGroups of(Annotations truth, DetectionTable detections) {
    int images = truth.images().size();
    GroundTruthTable objects = truth.groundTruths();
    int[] imageOfTruth = new int[objects.size()];
    Arrays.setAll(imageOfTruth, row -> truth.images().indexOf(objects.imageId(row)));
    int[] truthStarts = new int[images + 1];
    int[] fileOrder = IntStream.range(0, objects.size()).toArray();
    int[] truthRows = PairIndex.group(fileOrder, fileOrder.length, imageOfTruth, truthStarts);

    int n = detections.size();
    long[] ranks = new long[n];
    long[] scores = new long[n];
    Arrays.setAll(ranks, row -> RadixSort.ascending(detections.rank(row)));
    int[] byRank = RadixSort.order(ranks);
    Arrays.setAll(scores, i -> RadixSort.descending(detections.score(byRank[i])));
    int[] byScore = RadixSort.order(scores);
    int[] imageOf = new int[n];
    int[] kept = new int[n];
    int known = 0;
    for (int i = 0; i < n; i++) {
      int row = byRank[byScore[i]];
      imageOf[row] = truth.images().indexOf(detections.imageId(row));
      if (imageOf[row] < 0) {
        throw new UserException(
            "image id "
                + detections.imageId(row)
                + ": not in the ground truth; evaluate against the matching file");
      }
      if (truth.categoryIndex(detections.categoryId(row)) >= 0) {
        kept[known++] = row;
      }
    }
    int[] detectionStarts = new int[images + 1];
    int[] detectionRows = PairIndex.group(kept, known, imageOf, detectionStarts);
    return new ImageGroups(truthRows, truthStarts, detectionRows, detectionStarts);
  }

  int truthStart(int image) {
    return truthStarts[image];
  }

  /** Place behind the image's last object. */
  int truthEnd(int image) {
    return truthStarts[image + 1];
  }

  int truthRow(int place) {
    return truthRows[place];
  }

  int detectionStart(int image) {
    return detectionStarts[image];
  }

  /** Place behind the image's last detection. */
  int detectionEnd(int image) {
    return detectionStarts[image + 1];
  }

  int detectionRow(int place) {
    return detectionRows[place];
  }
}
