package dev.boxmill.job;

import dev.boxmill.cluster.AnchorFamily;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.RcnnAnchors;
import dev.boxmill.cluster.RetinaNetAnchors;
import dev.boxmill.cluster.SsdAnchors;
import dev.boxmill.error.UserException;
import java.util.List;
import picocli.CommandLine.Option;

/** Options on what anchors a detector has: free ones, or products of scales and ratios. */
final class AnchorStyle {
  private static final List<Integer> RETINANET = List.of(8, 16, 32, 64, 128);
  private static final List<Integer> SSD300 = List.of(8, 16, 32, 64, 100, 300);

  /** The detectors by the way their anchors are made. */
  enum Kind {
    YOLO,
    RCNN,
    RETINANET,
    SSD
  }

  @Option(
      names = "--style",
      defaultValue = "yolo",
      paramLabel = "yolo|rcnn|retinanet|ssd",
      description =
          "The detector: free anchors, or scales times ratios fitted to the boxes"
              + " (default: ${DEFAULT-VALUE}).")
  Kind kind;

  @Option(
      names = "--scales",
      defaultValue = "3",
      paramLabel = "N",
      description = "Scales of rcnn; scales an octave of retinanet (default: ${DEFAULT-VALUE}).")
  int scales;

  @Option(
      names = "--ratios",
      defaultValue = "3",
      paramLabel = "N",
      description = "Ratios of sides of rcnn, retinanet and ssd (default: ${DEFAULT-VALUE}).")
  int ratios;

  /** The levels that anchors lie on: those given, or the detector's own. */
  List<Integer> strides(AnchorScale scale) {
    if (!scale.strides().isEmpty()) {
      return scale.strides();
    }
    return switch (kind) {
      case YOLO, RCNN -> List.of();
      case RETINANET -> RETINANET;
      case SSD -> SSD300;
    };
  }

  /** What is to be fitted; not for {@link Kind#YOLO}. */
  AnchorFamily family(AnchorScale scale) {
    List<Integer> strides = strides(scale);
    return switch (kind) {
      case YOLO -> throw new IllegalStateException("free anchors are clustered");
      case RCNN ->
          new RcnnAnchors(strides.isEmpty() ? scales : strides.size(), ratios, !strides.isEmpty());
      case RETINANET -> new RetinaNetAnchors(strides, scales, ratios);
      case SSD -> {
        InputSize input = scale.input().orElseThrow();
        yield new SsdAnchors(strides.size(), (ratios - 1) / 2, input.width(), input.height());
      }
    };
  }

  /** Refuses options that do not go together. */
  void check(KRange k, AnchorScale scale, AnchorExtras extras) {
    if (kind == Kind.YOLO) {
      if (k == null) {
        throw new UserException(
            "--k: missing; give the number of anchors, such as 9, or a range such as 1..15");
      }
      return;
    }
    if (k != null) {
      throw new UserException(
          "--k: has no meaning with --style " + name() + "; give --scales and --ratios");
    }
    if (extras.evolve() > 0) {
      throw new UserException("--evolve: only for --style yolo, whose anchors are free");
    }
    if (scale.partsOfImages() || (kind == Kind.SSD && scale.input().isEmpty())) {
      throw new UserException(
          "--style " + name() + ": needs the model's input; give --input-size W,H");
    }
    if (scales < 1) {
      throw new UserException("--scales " + scales + ": give at least 1");
    }
    if (ratios < 1 || (kind == Kind.SSD && ratios % 2 == 0)) {
      throw new UserException(
          "--ratios "
              + ratios
              + (kind == Kind.SSD
                  ? ": 1 and pairs make an odd number; give 3 or 5"
                  : ": give at least 1"));
    }
  }

  String name() {
    return AnchorsFile.name(kind);
  }
}
