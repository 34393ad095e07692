package dev.boxmill.audit;

/**
 * How badly the models do on an image: the set loss of DETR (Carion et al. 2020), mean over models.
 *
 * @param image index of the image
 * @param classLoss sum over the labels of -ln(score), or of {@value SetLoss#NOT_FOUND} where no
 *     detection of the class is matched
 * @param l1Loss sum over the labels of the centre's and sides' distance in image sides, 0 where
 *     nothing is matched
 * @param giouLoss sum over the labels of 1 - GIoU, 2 where nothing is matched
 * @param strayLoss sum over the unmatched detections of -ln(1 - score)
 * @param objects loss of each label: class + 5 L1 + 2 GIoU, in the order of its rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageLoss(
    int image,
    double classLoss,
    double l1Loss,
    double giouLoss,
    double strayLoss,
    double[] objects) {

  /** {@return the image's loss a label; of an image without labels, its strays'} */
  public double total() {
    double sum =
        classLoss + SetLoss.L1_WEIGHT * l1Loss + SetLoss.GIOU_WEIGHT * giouLoss + strayLoss;
    return sum / Math.max(1, objects.length);
  }
}
