package dev.boxmill.job;

import dev.boxmill.error.UserException;
import picocli.CommandLine.Option;

/** Options of {@code detect} on files that it writes for each image. */
final class ImageOutputOptions {
  @Option(
      names = "--yolo-dir",
      paramLabel = "DIR",
      description = "Also write a YOLO text file an image here: class cx cy w h score.")
  String yoloDir;

  @Option(
      names = "--voc-dir",
      paramLabel = "DIR",
      description = "Also write a PASCAL VOC XML file an image here, with confidences.")
  String vocDir;

  @Option(
      names = "--draw",
      defaultValue = "0",
      paramLabel = "N",
      description = "Draw the boxes on the first N images by path (default: ${DEFAULT-VALUE}).")
  int draw;

  @Option(
      names = "--draw-dir",
      paramLabel = "DIR",
      description = "Where --draw writes (default: the folder drawn in --out).")
  String drawDir;

  @Option(
      names = "--draw-threshold",
      defaultValue = "0.3",
      paramLabel = "T",
      description = "Least score that --draw shows (default: ${DEFAULT-VALUE}).")
  double drawThreshold;

  /** Whether any is asked for. */
  boolean wanted() {
    return yoloDir != null || vocDir != null || draw > 0;
  }

  void check() {
    if (draw < 0 || draw > 10_000) {
      throw new UserException("--draw " + draw + ": give 0 to 10000");
    }
    if (!(drawThreshold >= 0 && drawThreshold <= 1)) {
      throw new UserException("--draw-threshold " + drawThreshold + ": give a number in [0, 1]");
    }
    if (drawDir != null && draw == 0) {
      throw new UserException("--draw-dir " + drawDir + ": say how many with --draw");
    }
  }
}
