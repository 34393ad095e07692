package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Optional;

/**
 * The scale that boxes are seen in and anchors are written in.
 *
 * @param input the model's input that boxes are scaled to; empty: pixels of the image
 * @param units what anchors are written in
 * @param stride pixels a cell of the grid that {@code GRID} means
 * @param strides of the levels that anchors are shared out over, ascending; empty: one level
 */
record AnchorScale(Optional<InputSize> input, Units units, int stride, List<Integer> strides) {

  /** What widths and heights of anchors are multiples of. */
  enum Units {
    PIXELS,
    /** Cells of a grid, as YOLOv2 has them. */
    GRID,
    /** The sides of the model's input, or where none is given of each box's image. */
    RELATIVE
  }

  AnchorScale {
    strides = List.copyOf(strides);
    if (stride < 1) {
      throw new UserException("--stride " + stride + ": give pixels, such as 32");
    }
    for (int i = 0; i < strides.size(); i++) {
      if (strides.get(i) < 1 || (i > 0 && strides.get(i) <= strides.get(i - 1))) {
        throw new UserException(
            "--strides " + strides.get(i) + ": give ascending numbers of pixels, such as 8,16,32");
      }
    }
    if (!strides.isEmpty() && units == Units.RELATIVE && input.isEmpty()) {
      throw new UserException(
          "--strides: levels are counted in pixels of an input; give --input-size W,H");
    }
  }

  /** Whether boxes are clustered as parts of their own image. */
  boolean partsOfImages() {
    return units == Units.RELATIVE && input.isEmpty();
  }

  /** The width in pixels, or whatever boxes were clustered in, that is written as 1. */
  double unitWidth() {
    return switch (units) {
      case PIXELS -> 1;
      case GRID -> stride;
      case RELATIVE -> input.map(InputSize::width).orElse(1);
    };
  }

  /** The height that is written as 1. */
  double unitHeight() {
    return units == Units.RELATIVE ? input.map(InputSize::height).orElse(1) : unitWidth();
  }
}
