package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options on the scale of boxes and anchors. */
final class AnchorScaleOptions {
  private static final Pattern SIZE =
      Pattern.compile("\\s*([1-9]\\d{0,5})\\s*,\\s*([1-9]\\d{0,5})\\s*");

  @Option(
      names = "--input-size",
      paramLabel = "W,H",
      description = "Scale boxes to this input of the model (default: pixels of the image).")
  String inputSize;

  @Option(
      names = "--resize",
      paramLabel = "letterbox|stretch",
      description = "How images come to the input's size (default: letterbox).")
  InputSize.Fit resize;

  @Option(
      names = "--units",
      defaultValue = "pixels",
      paramLabel = "pixels|grid|relative",
      description =
          "Write anchors in pixels, in cells of a grid, or as parts of the input"
              + " (default: ${DEFAULT-VALUE}).")
  AnchorScale.Units units;

  @Option(
      names = "--stride",
      defaultValue = "32",
      paramLabel = "PIXELS",
      description = "Pixels a cell of that grid (default: ${DEFAULT-VALUE}).")
  int stride;

  @Option(
      names = "--strides",
      split = ",",
      paramLabel = "PIXELS",
      description = "Share the anchors out over levels of these strides, by area: 8,16,32.")
  List<Integer> strides = List.of();

  AnchorScale scale() {
    return new AnchorScale(inputSize(inputSize, resize), units, stride, strides);
  }

  /**
   * The options {@code --input-size} and {@code --resize}.
   *
   * @param size "W,H", or null
   * @param fit null where it was not given
   */
  static Optional<InputSize> inputSize(String size, InputSize.Fit fit) {
    if (size == null) {
      if (fit != null) {
        throw new UserException("--resize: has no meaning without --input-size W,H; give both");
      }
      return Optional.empty();
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw new UserException(
          "--input-size " + size + ": give width,height in pixels, such as 416,416");
    }
    return Optional.of(
        new InputSize(
            Integer.parseInt(sides.group(1)),
            Integer.parseInt(sides.group(2)),
            fit == null ? InputSize.Fit.LETTERBOX : fit));
  }
}
