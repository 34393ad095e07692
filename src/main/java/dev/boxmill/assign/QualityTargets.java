package dev.boxmill.assign;

/**
 * Class targets that are a quality, not 1: the IoU in VarifocalNet (Zhang et al. 2021) and RT-DETR
 * (Zhao et al. 2024) after {@link QueryMatcher}, and in YOLOX after {@link SimOta}; the normalised
 * alignment in TOOD and YOLOv8 after {@link TaskAligned}.
 */
public final class QualityTargets {
  private QualityTargets() {}

  /**
   * An anchor's quality at the class of its ground truth, else 0; for {@link SigmoidLoss#varifocal}
   * and {@link SigmoidLoss#crossEntropy}.
   *
   * @param assigned ignored anchors get 0 everywhere too; leave them out of the loss
   * @param categories the class of each ground truth, in [0, classes)
   * @param classes how many the network tells apart
   * @return [anchors, classes], row-major
   */
  public static float[] of(Assignment assigned, int[] categories, int classes) {
    float[] targets = new float[assigned.size() * classes];
    for (int a = 0; a < assigned.size(); a++) {
      if (assigned.truth(a) >= 0) {
        targets[a * classes + categories[assigned.truth(a)]] = (float) assigned.quality(a);
      }
    }
    return targets;
  }
}
