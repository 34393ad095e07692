package dev.boxmill.format;

import dev.boxmill.data.Segmentation;

/** An object read from a file whose turn to be added has not come. */
final class FoundObject {
  private final String name;
  private final double[] box;
  private final int flags;
  private final Segmentation segmentation;
  private final double[] keypoints;

  /**
   * Keeps what {@link AnnotationsBuilder#object} takes.
   *
   * @param box left, top, width, height
   * @param segmentation or null
   * @param keypoints or null
   */
  FoundObject(String name, double[] box, int flags, Segmentation segmentation, double[] keypoints) {
    this.name = name;
    this.box = box;
    this.flags = flags;
    this.segmentation = segmentation;
    this.keypoints = keypoints;
  }

  void addTo(AnnotationsBuilder built, int image) {
    built.object(image, name, box, flags, segmentation, keypoints);
  }
}
