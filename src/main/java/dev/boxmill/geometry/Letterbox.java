package dev.boxmill.geometry;

/**
 * Where an image lies inside a model's input, and the way back for boxes.
 *
 * <p>Input pixels are image pixels times the scale plus the padding, with continuous edges: the
 * left edge of the first column is 0.
 *
 * @param imageWidth pixels
 * @param imageHeight pixels
 * @param width width of the resized image inside the input, pixels
 * @param height height of the resized image inside the input, pixels
 * @param padLeft columns of padding before it
 * @param padTop rows of padding above it
 * @param scaleX input pixels an image pixel, across
 * @param scaleY input pixels an image pixel, down
 */
public record Letterbox(
    int imageWidth,
    int imageHeight,
    int width,
    int height,
    int padLeft,
    int padTop,
    double scaleX,
    double scaleY) {

  /**
   * Computes the placement. A letterboxed side is {@code round(side * r)} with r the smaller of the
   * two ratios and halves rounded to even (as Python rounds), at least one pixel; the odd pixel of
   * centred padding goes right and below.
   *
   * @param imageWidth pixels, at least 1
   * @param imageHeight pixels, at least 1
   * @param inputWidth of the model's input, pixels
   * @param inputHeight of the model's input, pixels
   * @param mode whether sides keep their ratio, and where the padding goes
   * @return a placement that fills the input along one side at least
   */
  public static Letterbox of(
      int imageWidth, int imageHeight, int inputWidth, int inputHeight, ResizeMode mode) {
    if (mode == ResizeMode.STRETCH) {
      return new Letterbox(
          imageWidth,
          imageHeight,
          inputWidth,
          inputHeight,
          0,
          0,
          inputWidth / (double) imageWidth,
          inputHeight / (double) imageHeight);
    }
    double r = Math.min(inputWidth / (double) imageWidth, inputHeight / (double) imageHeight);
    int width = (int) Math.min(inputWidth, Math.max(1, Math.rint(imageWidth * r)));
    int height = (int) Math.min(inputHeight, Math.max(1, Math.rint(imageHeight * r)));
    boolean centred = mode == ResizeMode.LETTERBOX_CENTER;
    return new Letterbox(
        imageWidth,
        imageHeight,
        width,
        height,
        centred ? (inputWidth - width) / 2 : 0,
        centred ? (inputHeight - height) / 2 : 0,
        r,
        r);
  }

  /**
   * Maps back across.
   *
   * @param x in pixels of the input
   * @return in pixels of the image, clipped to [0, imageWidth]
   */
  public double imageX(double x) {
    return Math.min(Math.max((x - padLeft) / scaleX, 0), imageWidth);
  }

  /**
   * Maps back down.
   *
   * @param y in pixels of the input
   * @return in pixels of the image, clipped to [0, imageHeight]
   */
  public double imageY(double y) {
    return Math.min(Math.max((y - padTop) / scaleY, 0), imageHeight);
  }
}
