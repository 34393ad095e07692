package dev.boxmill.data;

import java.io.Serializable;
import java.util.List;

/**
 * A class of objects.
 *
 * @param id the number used by annotations and detections; any int, not necessarily dense
 * @param name what a person reads
 * @param supercategory a wider class, or the empty string
 * @param frequency LVIS's r (rare), c (common) or f (frequent), or the empty string
 * @param thing whether single objects can be told apart (a person), or not (COCO's stuff: grass)
 * @param keypoints the names of its keypoints, in the order of {@link GroundTruth#keypoints}
 */
public record Category(
    int id,
    String name,
    String supercategory,
    String frequency,
    boolean thing,
    List<String> keypoints)
    implements Serializable {

  /** Copies the list of keypoints. */
  public Category {
    keypoints = List.copyOf(keypoints);
  }

  /**
   * A class of things without keypoints and without a frequency.
   *
   * @param id no other class's
   * @param name what a person reads
   * @param supercategory a wider class, or the empty string
   */
  public Category(int id, String name, String supercategory) {
    this(id, name, supercategory, "", true, List.of());
  }
}
