package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.Resampling;
import java.util.List;

/**
 * What an evaluate job does.
 *
 * @param groundTruth annotation file, a path or URI
 * @param detections detect's output folders or COCO result files, paths or URIs, at least one
 * @param out folder to write, a path or URI
 * @param protocols ids of {@link dev.boxmill.eval.Metric}s, at least one
 * @param options for all of them
 * @param slices built-in slices, and columns of the image table
 * @param images table of the images, a path or URI, or null
 * @param failUnder what the results have to reach
 */
record EvaluateConfig(
    String groundTruth,
    List<String> detections,
    String out,
    List<String> protocols,
    EvaluationOptions options,
    List<String> slices,
    String images,
    List<FailUnder> failUnder) {

  EvaluateConfig {
    filled("--ground-truth", groundTruth);
    detections = List.copyOf(detections);
    detections.forEach(path -> filled("--detections", path));
    filled("--out", out);
    protocols = protocols.stream().distinct().toList();
    protocols.forEach(Metrics::find);
    failUnder = List.copyOf(failUnder);
    slices = slices.stream().distinct().toList();
    if (images == null) {
      Resampling.none().withSlices(slices, List.of());
    }
  }

  /** Whether runs are compared. */
  boolean compares() {
    return detections.size() > 1;
  }

  /** Slices that need no table: those built in. */
  List<String> builtInSlices() {
    return slices.stream().filter(EvaluateConfig::builtIn).toList();
  }

  /** The other slices. */
  List<String> columns() {
    return slices.stream().filter(slice -> !builtIn(slice)).toList();
  }

  private static boolean builtIn(String slice) {
    return slice.equals(Resampling.SUPERCATEGORY) || ImageSlice.BUILT_IN.contains(slice);
  }

  private static void filled(String option, String value) {
    if (value.isBlank()) {
      throw new UserException(option + " is empty; give a path");
    }
  }
}
