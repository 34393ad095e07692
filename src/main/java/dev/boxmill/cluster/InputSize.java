package dev.boxmill.cluster;

import java.io.Serializable;

/**
 * The model's input that boxes are scaled to, as the trainer sees them.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param fit how images come to this size
 */
public record InputSize(int width, int height, Fit fit) implements Serializable {

  /** How an image is brought to the input's size. */
  public enum Fit {
    /** Both sides by the smaller of the two ratios; the rest is padding. */
    LETTERBOX,
    /** Each side by its own ratio. */
    STRETCH
  }

  public InputSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no input size: " + width + "," + height);
    }
  }

  /**
   * {@return input pixels an image pixel, horizontally}
   *
   * @param imageWidth pixels, at least 1
   * @param imageHeight pixels, at least 1; looked at for {@link Fit#LETTERBOX} only
   */
  public double scaleX(int imageWidth, int imageHeight) {
    double own = width / (double) imageWidth;
    return fit == Fit.STRETCH ? own : Math.min(own, height / (double) imageHeight);
  }

  /**
   * {@return input pixels an image pixel, vertically}
   *
   * @param imageWidth pixels, at least 1; looked at for {@link Fit#LETTERBOX} only
   * @param imageHeight pixels, at least 1
   */
  public double scaleY(int imageWidth, int imageHeight) {
    double own = height / (double) imageHeight;
    return fit == Fit.STRETCH ? own : Math.min(own, width / (double) imageWidth);
  }
}
