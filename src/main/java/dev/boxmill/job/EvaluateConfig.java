package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.EvaluationOptions.Target;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.PanopticQuality;
import dev.boxmill.format.Want;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an evaluate job does.
 *
 * @param groundTruth annotation file, a path or URI
 * @param detections detect's output folder or a COCO result file, a path or URI
 * @param out folder to write, a path or URI
 * @param protocols ids of {@link dev.boxmill.eval.Metric}s, at least one
 * @param options for all of them
 * @param failUnder what the results have to reach
 * @param groundTruthMasks folder of the panoptic ground truth's PNGs; empty: beside the file
 * @param detectionMasks the same of the predictions
 */
record EvaluateConfig(
    String groundTruth,
    String detections,
    String out,
    List<String> protocols,
    EvaluationOptions options,
    List<FailUnder> failUnder,
    String groundTruthMasks,
    String detectionMasks) {

  EvaluateConfig {
    filled("--ground-truth", groundTruth);
    filled("--detections", detections);
    filled("--out", out);
    protocols = protocols.stream().distinct().toList();
    if (!panoptic(protocols)) {
      protocols.forEach(Metrics::find);
    } else if (protocols.size() > 1) {
      throw new UserException(
          "--protocol panoptic reads other files than the rest; run it on its own");
    }
    failUnder = List.copyOf(failUnder);
  }

  /** Whether pixels are compared rather than detections. */
  boolean panoptic() {
    return panoptic(protocols);
  }

  private static boolean panoptic(List<String> protocols) {
    return protocols.contains(PanopticQuality.ID);
  }

  /** What has to be read beside boxes. */
  Set<Want> wanted() {
    Set<Want> wanted = EnumSet.noneOf(Want.class);
    if (options.target() == Target.MASK
        || protocols.contains("coco-segm")
        || protocols.contains("boundary")) {
      wanted.add(Want.MASKS);
    }
    if (options.target() == Target.KEYPOINTS || protocols.contains("coco-keypoints")) {
      wanted.add(Want.KEYPOINTS);
    }
    return wanted;
  }

  private static void filled(String option, String value) {
    if (value.isBlank()) {
      throw new UserException(option + " is empty; give a path");
    }
  }
}
