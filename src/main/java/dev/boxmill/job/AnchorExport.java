package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import dev.boxmill.error.UserException;

/** Formats to paste anchors from. */
enum AnchorExport {
  /** Lines of a .cfg file. */
  DARKNET,
  /** The anchors of a model's YAML. */
  ULTRALYTICS,
  /** An anchor generator in Python. */
  MMDETECTION,
  /** BoxMill's own descriptor of a model (docs/formats/descriptor.md). */
  DESCRIPTOR;

  /** Refuses styles and scales that the format has no words for. */
  void check(AnchorStyle.Kind style, AnchorScale scale) {
    String option = "--export " + AnchorsFile.name(this) + ": ";
    boolean yolo = style == AnchorStyle.Kind.YOLO;
    if (scale.partsOfImages()) {
      throw new UserException(option + "needs anchors of an input; give --input-size W,H");
    }
    if (!yolo && (this == DARKNET || this == ULTRALYTICS)) {
      throw new UserException(option + "only has the free anchors of --style yolo");
    }
    if (yolo && scale.strides().isEmpty() && (this == ULTRALYTICS || this == MMDETECTION)) {
      throw new UserException(option + "has anchors by level; give --strides, such as 8,16,32");
    }
    if (this == DESCRIPTOR) {
      checkDescriptor(option, style, scale);
    }
  }

  private static void checkDescriptor(String option, AnchorStyle.Kind style, AnchorScale scale) {
    if (style == AnchorStyle.Kind.RCNN) {
      throw new UserException(
          option + "has none for --style rcnn, whose model makes its own proposals; leave it out");
    }
    InputSize input =
        scale
            .input()
            .orElseThrow(
                () -> new UserException(option + "names the model's input; give --input-size W,H"));
    if (style == AnchorStyle.Kind.SSD && input.width() != input.height()) {
      throw new UserException(option + "has square inputs only for --style ssd; give W = H");
    }
  }

  /** The text of the file. */
  String text(AnchorsConfig config, AnnotatedSizes annotated, AnchorsFound found) {
    return switch (this) {
      case DARKNET -> PastedAnchors.darknet(config, found);
      case ULTRALYTICS -> PastedAnchors.ultralytics(found);
      case MMDETECTION -> MmdetectionAnchors.text(config, found);
      case DESCRIPTOR -> AnchorDescriptor.json(config, annotated.categories(), found);
    };
  }
}
