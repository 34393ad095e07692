package dev.boxmill.format;

/** What a reader takes from a file beside boxes, which it always takes. The rest costs time. */
public enum Want {
  /** Objects' pixels (COCO's segmentation): then every object must have some. */
  MASKS,
  /** Objects' keypoints: then every object must have them. */
  KEYPOINTS,
  /** Pixels and keypoints of the objects that have them. */
  IF_THERE
}
