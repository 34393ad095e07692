package dev.boxmill.geometry;

/** How an image is brought to the size that a model takes. */
public enum ResizeMode {
  /** Both sides are scaled to the input's, each by its own factor. */
  STRETCH,
  /** Scaled by one factor to fit; the rest is padding, half of it on each side. */
  LETTERBOX_CENTER,
  /** Scaled by one factor to fit, at the top left; the rest is padding at the right and below. */
  LETTERBOX_TOPLEFT
}
