package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Anchors as the {@code anchor_generator} of an MMDetection config, in Python. */
final class MmdetectionAnchors {
  private MmdetectionAnchors() {}

  static String text(AnchorsConfig config, AnchorsFound found) {
    List<String> arguments =
        switch (config.style().kind) {
          case YOLO -> yolo(found.set());
          case RCNN -> rcnn(config, found);
          case RETINANET -> retinanet(config, found);
          case SSD -> ssd(config, found);
        };
    return "anchor_generator=dict(\n    " + String.join(",\n    ", arguments) + "),\n";
  }

  /** Coarsest level first, as MMDetection's YOLOv3 has them. */
  private static List<String> yolo(AnchorSet set) {
    List<String> levels = new ArrayList<>();
    for (int level = set.strides().size() - 1; level >= 0; level--) {
      levels.add(
          set.members(level).stream()
              .map(a -> set.anchors()[a])
              .map(a -> "(" + number(a[0]) + ", " + number(a[1]) + ")")
              .collect(Collectors.joining(", ", "[", "]")));
    }
    List<Integer> strides = new ArrayList<>(set.strides());
    Collections.reverse(strides);
    return List.of(
        "type='YOLOAnchorGenerator'",
        "base_sizes=[" + String.join(",\n                ", levels) + "]",
        "strides=" + strides);
  }

  private static List<String> rcnn(AnchorsConfig config, AnchorsFound found) {
    List<Double> scales = found.shape().scales();
    List<Integer> strides = found.set().strides();
    List<String> arguments = new ArrayList<>(List.of("type='AnchorGenerator'"));
    if (strides.isEmpty()) {
      double stride = config.scale().stride();
      arguments.add("scales=" + list(scales.stream().map(s -> s / stride).toList()));
      arguments.add("ratios=" + list(found.shape().ratios()));
      arguments.add("strides=[" + config.scale().stride() + "]");
    } else {
      arguments.add("scales=[1.0]");
      arguments.add("base_sizes=" + list(scales));
      arguments.add("ratios=" + list(found.shape().ratios()));
      arguments.add("strides=" + strides);
    }
    return arguments;
  }

  private static List<String> retinanet(AnchorsConfig config, AnchorsFound found) {
    return List.of(
        "type='AnchorGenerator'",
        "octave_base_scale=" + number(found.shape().scales().get(0)),
        "scales_per_octave=" + config.style().scales,
        "ratios=" + list(found.shape().ratios()),
        "strides=" + found.set().strides());
  }

  /** SSDAnchorGenerator adds 1 and the inverse of every ratio itself. */
  private static List<String> ssd(AnchorsConfig config, AnchorsFound found) {
    InputSize input = config.scale().input().orElseThrow();
    int side = Math.min(input.width(), input.height());
    List<Double> sizes = found.shape().scales().stream().map(s -> s * side).toList();
    List<Double> above = found.shape().ratios().stream().filter(r -> r > 1).sorted().toList();
    int levels = found.set().strides().size();
    return List.of(
        "type='SSDAnchorGenerator'",
        "scale_major=False",
        "input_size=" + side,
        "min_sizes=" + list(sizes.subList(0, levels)),
        "max_sizes=" + list(sizes.subList(1, levels + 1)),
        "ratios=" + Collections.nCopies(levels, list(above)),
        "strides=" + found.set().strides());
  }

  private static String list(List<Double> values) {
    return values.stream()
        .map(MmdetectionAnchors::number)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String number(double value) {
    return PastedAnchors.number(value, value < 20 ? 4 : 1);
  }
}
