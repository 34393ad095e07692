package dev.boxmill.job;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options on what is done with anchors once they are found. */
final class AnchorExtraOptions {
  @Option(
      names = "--ratio-threshold",
      defaultValue = "4",
      paramLabel = "R",
      description =
          "A box and an anchor match where no side is R times the other's"
              + " (default: ${DEFAULT-VALUE}).")
  double ratioThreshold;

  @Option(
      names = "--evolve",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Generations of mutation that raise YOLOv5's fitness (default: ${DEFAULT-VALUE}).")
  int evolve;

  @Option(
      names = "--compare",
      split = ",",
      paramLabel = "NAME|FILE",
      description =
          "Hold published anchors (coco-yolov5, voc-yolov2, ...) or an earlier result against"
              + " the boxes too.")
  List<String> compare = List.of();

  @Option(
      names = "--export",
      split = ",",
      paramLabel = "FORMAT=FILE",
      description = "Also write darknet, ultralytics, mmdetection or descriptor.")
  Map<AnchorExport, String> exports = Map.of();

  AnchorExtras extras() {
    return new AnchorExtras(ratioThreshold, evolve, compare, exports);
  }
}
