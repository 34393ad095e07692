package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.MaskBoundary;
import dev.boxmill.geometry.Masks;

/**
 * IoU of masks, or the lesser of it and the IoU of their boundaries. A detection without a mask is
 * its box, as in pycocotools.
 */
final class MaskOverlap implements Overlap {
  /** Width of the boundary as a share of the image's diagonal: the paper's standard. */
  private static final double BOUNDARY_SHARE = .02;

  private final Annotations truth;
  private final GroundTruthTable truths;
  private final DetectionTable detections;
  private final boolean boundaries;

  /**
   * @param boundaries whether boundaries have to overlap as well
   */
  MaskOverlap(Annotations truth, DetectionTable detections, boolean boundaries) {
    this.truth = truth;
    this.truths = truth.groundTruths();
    this.detections = detections;
    this.boundaries = boundaries;
  }

  /** The box's area, as the reference has it; the mask's where the results give no box. */
  @Override
  public double area(int detection) {
    if (CocoTask.hasBox(detections, detection) || detections.mask(detection) == null) {
      return detections.area(detection);
    }
    return Masks.area(detections.mask(detection));
  }

  @Override
  public void fill(
      int image, int[] rows, int n, int[] truthRows, int m, double[] overlaps, double[] best) {
    ImageInfo info = truth.images().image(image);
    int height = info.height();
    int width = info.width();
    MaskShape[] objects = new MaskShape[m];
    for (int j = 0; j < m; j++) {
      objects[j] = object(truthRows[j], height, width);
      height = objects[0].mask().height();
      width = objects[0].mask().width();
    }
    int distance = MaskBoundary.distance(height, width, BOUNDARY_SHARE);
    for (int i = 0; i < n; i++) {
      MaskShape detection = detection(rows[i], height, width);
      best[i] = 0;
      for (int j = 0; j < m; j++) {
        boolean crowd = truths.crowd(truthRows[j]);
        double value = detection.iou(objects[j], crowd);
        if (boundaries && !crowd && value > 0) {
          MaskShape edge = objects[j].boundary(distance);
          value = Math.min(value, detection.boundary(distance).iou(edge, false));
        }
        overlaps[i * m + j] = value;
        best[i] = Math.max(best[i], value);
      }
    }
  }

  private MaskShape object(int row, int height, int width) {
    try {
      return new MaskShape(Masks.rle(truths.segmentation(row), height, width));
    } catch (UserException e) {
      throw new UserException("annotation id " + truths.id(row) + ": " + e.getMessage(), e);
    }
  }

  private MaskShape detection(int row, int height, int width) {
    try {
      Segmentation mask = detections.mask(row);
      return new MaskShape(Masks.rle(mask == null ? outline(row) : mask, height, width));
    } catch (UserException e) {
      throw new UserException(
          "detection of image id "
              + detections.imageId(row)
              + ", class "
              + detections.categoryId(row)
              + ", score "
              + detections.score(row)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Polygons outline(int row) {
    if (!CocoTask.hasBox(detections, row)) {
      throw new UserException("no segmentation; give masks, or evaluate boxes with coco");
    }
    double[] boxes = detections.boxes();
    double left = boxes[4 * row];
    double top = boxes[4 * row + 1];
    double right = left + boxes[4 * row + 2];
    double bottom = top + boxes[4 * row + 3];
    return new Polygons(new double[][] {{left, top, left, bottom, right, bottom, right, top}});
  }
}
