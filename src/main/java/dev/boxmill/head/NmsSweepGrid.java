package dev.boxmill.head;

import dev.boxmill.geometry.NmsSettings;
import java.io.Serializable;
import java.util.List;

/**
 * The settings that a sweep of NMS goes through: every score threshold with every IoU.
 *
 * @param nms method and all but the IoU
 * @param scoreThresholds in [0, 1]
 * @param ious in [0, 1]
 */
public record NmsSweepGrid(NmsSettings nms, List<Double> scoreThresholds, List<Double> ious)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the lists. */
  public NmsSweepGrid {
    scoreThresholds = List.copyOf(scoreThresholds);
    ious = List.copyOf(ious);
  }

  /** {@return the least score threshold: candidates below it are not needed} */
  public double floor() {
    return scoreThresholds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** {@return how many settings there are} */
  public int size() {
    return scoreThresholds.size() * ious.size();
  }
}
