package dev.boxmill.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Anchors as darknet's .cfg and Ultralytics' .yaml have them. */
final class PastedAnchors {
  /** Decimals of pixels; a tenth of a pixel is far below what training tells apart. */
  private static final int PIXEL = 1;

  private static final int CELL = 4;

  private PastedAnchors() {}

  /**
   * Lines of a cfg: for [region] (YOLOv2) in cells with {@code --units grid}, else for [yolo] in
   * pixels, with the mask of each level.
   */
  static String darknet(AnchorsConfig config, AnchorsFound found) {
    AnchorScale scale = config.scale();
    boolean cells = scale.units() == AnchorScale.Units.GRID;
    double unit = cells ? scale.stride() : 1;
    AnchorSet set = found.set();
    StringBuilder lines = new StringBuilder();
    lines.append(cells ? "# [region], cells of " + scale.stride() + " pixels" : "# [yolo], pixels");
    scale.input().ifPresent(s -> lines.append(" at width=" + s.width() + " height=" + s.height()));
    lines.append('\n').append("anchors = ");
    lines.append(pairs(set, indices(set), unit, cells ? CELL : PIXEL)).append('\n');
    lines.append("num=").append(set.anchors().length).append('\n');
    for (int level = 0; level < set.strides().size(); level++) {
      String mask =
          set.members(level).stream().map(String::valueOf).collect(Collectors.joining(","));
      lines.append("# the [yolo] of stride ").append(set.strides().get(level)).append(":\n");
      lines.append("mask = ").append(mask).append('\n');
    }
    return lines.toString();
  }

  /** The {@code anchors} of a model's YAML: a line a level, finest first, pixels. */
  static String ultralytics(AnchorsFound found) {
    AnchorSet set = found.set();
    StringBuilder lines = new StringBuilder("anchors:\n");
    for (int level = 0; level < set.strides().size(); level++) {
      int stride = set.strides().get(level);
      lines.append("  - [").append(pairs(set, set.members(level), 1, PIXEL)).append("]  # ");
      if (Integer.bitCount(stride) == 1) {
        lines.append('P').append(Integer.numberOfTrailingZeros(stride)).append('/');
      }
      lines.append(stride).append('\n');
    }
    return lines.toString();
  }

  private static List<Integer> indices(AnchorSet set) {
    return IntStream.range(0, set.anchors().length).boxed().toList();
  }

  private static String pairs(AnchorSet set, List<Integer> members, double unit, int decimals) {
    return members.stream()
        .map(a -> set.anchors()[a])
        .map(a -> number(a[0] / unit, decimals) + "," + number(a[1] / unit, decimals))
        .collect(Collectors.joining(", "));
  }

  /** With so many decimals at most; small numbers keep three digits. */
  static String number(double value, int decimals) {
    BigDecimal exact = new BigDecimal(value);
    int digits = Math.max(decimals, exact.scale() - exact.precision() + 3);
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.toBigInteger().toString() : rounded.toPlainString();
  }
}
