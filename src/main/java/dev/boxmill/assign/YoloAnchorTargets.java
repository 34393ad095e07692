package dev.boxmill.assign;

/**
 * YOLOv2 and YOLOv3 (Redmon and Farhadi 2017, 2018): each ground truth gets one anchor, the one of
 * all levels with the best IoU when laid on its centre, at the cell that owns the centre. A centre
 * on a border belongs to the cell right of it or below.
 *
 * <p>Ties between anchors go to the lower level and number. Where two ground truths want the same
 * anchor, the later one gets it, as in Darknet, which overwrites.
 */
public final class YoloAnchorTargets implements Assigner {
  private final AnchorGrid grid;

  /**
   * A scheme over a grid: one level is YOLOv2, three are YOLOv3.
   *
   * @param grid made by {@link AnchorGrid#of}
   */
  public YoloAnchorTargets(AnchorGrid grid) {
    this.grid = grid;
  }

  @Override
  public int anchors() {
    return grid.size();
  }

  /** Quality is the centred IoU. Ground truths whose {@link Fate} is INVALID get nothing. */
  @Override
  public Assignment assign(double[] boxes) {
    Assignment result = new Assignment(grid.size());
    for (int t = 0; t < boxes.length / 4; t++) {
      if (Boxes.valid(boxes, t, grid.width(), grid.height())) {
        place(boxes, t, result);
      }
    }
    return result;
  }

  private void place(double[] boxes, int t, Assignment result) {
    double best = -1;
    int level = 0;
    int shape = 0;
    double w = Boxes.width(boxes, t);
    double h = Boxes.height(boxes, t);
    for (int l = 0; l < grid.levels(); l++) {
      for (int s = 0; s < grid.perCell(l); s++) {
        double iou = Boxes.centredIou(w, h, grid.shapeWidth(l, s), grid.shapeHeight(l, s));
        if (iou > best) {
          best = iou;
          level = l;
          shape = s;
        }
      }
    }
    int column = (int) (Boxes.centreX(boxes, t) / grid.stride(level));
    int row = (int) (Boxes.centreY(boxes, t) / grid.stride(level));
    result.match(grid.index(level, column, row, shape), t, best);
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    return Boxes.valid(boxes, truth, grid.width(), grid.height()) ? Fate.MATCHED : Fate.INVALID;
  }

  /**
   * Ignores unmatched anchors whose prediction already overlaps some ground truth by more than a
   * threshold: .5 in the YOLOv3 paper, .6 in Darknet's yolov2.cfg, .7 in its yolov3.cfg.
   *
   * @param assigned stays as it is
   * @param predicted the decoded box of each anchor, in the unit of the ground truth
   * @param boxes left, top, right, bottom of each ground truth
   * @param threshold IoU, exclusive
   * @return a copy
   * @throws IllegalArgumentException when there is not one prediction an anchor
   */
  public static Assignment ignore(
      Assignment assigned, double[] predicted, double[] boxes, double threshold) {
    if (predicted.length != 4 * assigned.size()) {
      throw new IllegalArgumentException(
          predicted.length + " coordinates for " + assigned.size() + " anchors");
    }
    Assignment result = assigned.copy();
    for (int a = 0; a < assigned.size(); a++) {
      boolean ignored = false;
      for (int t = 0; t < boxes.length / 4 && !ignored; t++) {
        ignored = Boxes.iou(predicted, a, boxes, t) > threshold;
      }
      if (ignored && assigned.truth(a) == Assignment.UNMATCHED) {
        result.ignore(a);
      }
    }
    return result;
  }
}
