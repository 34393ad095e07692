package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.EvaluationOptions.Target;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.PanopticQuality;
import dev.boxmill.eval.Resampling;
import dev.boxmill.format.Want;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an evaluate job does.
 *
 * @param groundTruth annotation file, folder or archive, a path or URI
 * @param format the ground truth's format, or null to recognise it
 * @param detections detect's output folders or COCO result files, paths or URIs, at least one
 * @param models whose detections count: none, one for all, or one for each
 * @param out folder to write, a path or URI
 * @param protocols ids of {@link dev.boxmill.eval.Metric}s, at least one
 * @param options for all of them
 * @param slices built-in slices, and columns of the image table
 * @param hierarchy file of the class hierarchy in the options, or null
 * @param images table of the images, a path or URI, or null
 * @param classes how detections' classes are found in the ground truth
 * @param checks whether to look for mistakes in the input, too
 * @param matches whether to write what became of every detection
 * @param failUnder what the results have to reach
 * @param groundTruthMasks folder of the panoptic ground truth's PNGs; empty: beside the file
 * @param detectionMasks the same of the predictions
 */
record EvaluateConfig(
    String groundTruth,
    String format,
    List<String> detections,
    List<String> models,
    String out,
    List<String> protocols,
    EvaluationOptions options,
    List<String> slices,
    String hierarchy,
    String images,
    ClassMatching classes,
    boolean checks,
    boolean matches,
    List<FailUnder> failUnder,
    String groundTruthMasks,
    String detectionMasks) {

  EvaluateConfig {
    filled("--ground-truth", groundTruth);
    detections = List.copyOf(detections);
    detections.forEach(path -> filled("--detections", path));
    models = List.copyOf(models);
    models.forEach(model -> filled("--model", model));
    if (models.size() > 1 && models.size() != detections.size()) {
      throw new UserException(
          "--model: %d for %d --detections; give one, or one for each"
              .formatted(models.size(), detections.size()));
    }
    filled("--out", out);
    protocols = protocols.stream().distinct().toList();
    if (!panoptic(protocols)) {
      protocols.forEach(Metrics::find);
    } else if (protocols.size() > 1) {
      throw new UserException(
          "--protocol panoptic reads other files than the rest; run it on its own");
    } else if (detections.size() > 1) {
      throw new UserException("--protocol panoptic takes one --detections; run it for each");
    } else if (!models.isEmpty()) {
      throw new UserException("--model is of detections; leave it out with panoptic");
    } else if (matches) {
      throw new UserException("--matches are of detections; leave it out with panoptic");
    }
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

  /** Whose detections of a run count; null where there is one model. */
  String model(int run) {
    return models.isEmpty() ? null : models.get(models.size() == 1 ? 0 : run);
  }

  /** Short names of the runs. */
  List<String> runNames() {
    return RunNames.of(
        models.size() < 2
            ? detections
            : IntStream.range(0, models.size())
                .mapToObj(run -> detections.get(run) + "/" + models.get(run))
                .toList());
  }

  /** Whether only masks are measured, so that sizes may go by them. */
  boolean masksAlone() {
    return options.target() == Target.MASK
        || Set.of("coco-segm", "boundary").containsAll(protocols);
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
