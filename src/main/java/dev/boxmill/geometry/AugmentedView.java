package dev.boxmill.geometry;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * A view of an image for test-time augmentation: the image resized by a factor, then perhaps
 * mirrored left to right. Boxes found in the view are mapped back to the image.
 *
 * @param flip mirrored left to right
 * @param scale positive factor on both sides
 */
public record AugmentedView(boolean flip, double scale) {
  /** The image as it is. */
  public static final AugmentedView PLAIN = new AugmentedView(false, 1);

  private static final String FORM = "give flip, scales=.5;1;1.5 or both with a comma between";

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException unless it is above 0 and at most 100
   */
  public AugmentedView {
    if (!(scale > 0 && scale <= 100)) {
      throw new IllegalArgumentException("scale " + scale + " outside (0, 100]");
    }
  }

  /**
   * Reads a list of views: {@code flip}, {@code scales=.5;.75;1}, or both with a comma between.
   *
   * @param text empty for the image alone
   * @param option named in complaints, "--tta" say
   * @return by the order of the scales, each plain and, with {@code flip}, mirrored; the image at
   *     its own size is among them only if 1 is among the scales, or if there are none
   * @throws UserException when the text is not of that form, or names something twice
   */
  public static List<AugmentedView> parse(String text, String option) {
    boolean flip = false;
    List<Double> scales = new ArrayList<>();
    if (!text.isBlank()) {
      for (String part : text.split(",", -1)) {
        String word = part.strip();
        if (word.equals("flip") && !flip) {
          flip = true;
        } else if (word.startsWith("scales=") && scales.isEmpty()) {
          for (String scale : word.substring("scales=".length()).split(";", -1)) {
            scales.add(scale(scale.strip(), scales, option));
          }
        } else {
          throw new UserException(option + ": \"" + word + "\" unknown or twice; " + FORM);
        }
      }
    }
    if (scales.isEmpty()) {
      scales.add(1.0);
    }
    List<AugmentedView> views = new ArrayList<>();
    for (double scale : scales) {
      views.add(new AugmentedView(false, scale));
      if (flip) {
        views.add(new AugmentedView(true, scale));
      }
    }
    return List.copyOf(views);
  }

  private static double scale(String text, List<Double> before, String option) {
    double scale;
    try {
      scale = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UserException(option + ": scale \"" + text + "\" is no number; " + FORM, e);
    }
    if (!(scale > 0 && scale <= 100)) {
      throw new UserException(option + ": scale " + text + "; give a number above 0, at most 100");
    }
    if (before.contains(scale)) {
      throw new UserException(option + ": scale " + text + " twice; give it once");
    }
    return scale;
  }

  /**
   * Width or height of the view.
   *
   * @param imageSide the image's width or height, pixels
   * @return pixels: the image's times the scale, halves rounded to even, at least 1
   */
  public int side(int imageSide) {
    return (int) Math.max(1, Math.rint(imageSide * scale));
  }

  /**
   * Maps boxes of the view to the image, in place. The factors are those of the rounded sides, so
   * the view's far edge is the image's.
   *
   * @param boxes left, top, right, bottom of box after box, in pixels of the view, continuous edges
   * @param size number of boxes
   * @param imageWidth pixels
   * @param imageHeight pixels
   */
  public void back(double[] boxes, int size, int imageWidth, int imageHeight) {
    int width = side(imageWidth);
    double x = imageWidth / (double) width;
    double y = imageHeight / (double) side(imageHeight);
    for (int i = 4 * size - 4; i >= 0; i -= 4) {
      double left = boxes[i];
      double right = boxes[i + 2];
      boxes[i] = (flip ? width - right : left) * x;
      boxes[i + 1] *= y;
      boxes[i + 2] = (flip ? width - left : right) * x;
      boxes[i + 3] *= y;
    }
  }
}
