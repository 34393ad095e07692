package dev.boxmill.store;

import dev.boxmill.data.Category;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.PanopticQuality;
import dev.boxmill.format.PanopticFormat;
import dev.boxmill.format.SegmentPng;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Panoptic annotations and predictions: the JSON files read, the PNGs in their folders. PNGs are
 * read where an image is counted, so no machine holds more than an image's pixels a core.
 */
public final class PanopticFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Category> categories;
  private final PanopticImage[] truth;
  private final PanopticImage[] predictions;
  private final String truthFolder;
  private final String predictionFolder;
  private final SavedConfiguration configuration;
  private final Metric.Mode mode;

  private PanopticFiles(
      PanopticSet truth,
      PanopticImage[] predictions,
      String truthFolder,
      String predictionFolder,
      Configuration configuration,
      Metric.Mode mode) {
    this.categories = List.copyOf(truth.categories());
    this.truth = truth.images().toArray(PanopticImage[]::new);
    this.predictions = predictions;
    this.truthFolder = truthFolder;
    this.predictionFolder = predictionFolder;
    this.configuration = new SavedConfiguration(configuration);
    this.mode = mode;
  }

  /**
   * A JSON file and its folder of PNGs.
   *
   * @param json path or URI
   * @param folder path or URI; empty: the file's without ".json"
   */
  public record Files(String json, String folder) {

    String pngs() {
      return !folder.isEmpty()
          ? folder
          : json.endsWith(".json") ? json.substring(0, json.length() - 5) : json + "-pngs";
    }
  }

  /**
   * Reads both JSON files.
   *
   * @param truth whose categories both must use
   * @param predictions of every image of the ground truth
   * @param mode how to treat the reference's slips
   * @param configuration of the file system
   * @return both, their PNGs not opened yet
   * @throws UserException when one is no panoptic file or the two do not belong together
   */
  public static PanopticFiles read(
      Files truth, Files predictions, Metric.Mode mode, Configuration configuration) {
    PanopticFormat format = new PanopticFormat();
    PanopticSet annotated =
        format.read(HadoopSource.of("--ground-truth", truth.json(), configuration), true);
    PanopticSet predicted =
        format.read(HadoopSource.of("--detections", predictions.json(), configuration), false);
    return new PanopticFiles(
        annotated,
        PanopticQuality.pair(annotated, predicted),
        truth.pngs(),
        predictions.pngs(),
        configuration,
        mode);
  }

  /** {@return number of images in the ground truth} */
  public int images() {
    return truth.length;
  }

  /** {@return the ground truth's classes, ascending by id} */
  public List<Category> categories() {
    return categories;
  }

  /** {@return number of segments in the ground truth} */
  public long truthSegments() {
    return segments(truth);
  }

  /** {@return number of predicted segments in images of the ground truth} */
  public long predictedSegments() {
    return segments(predictions);
  }

  private static long segments(PanopticImage[] images) {
    return java.util.Arrays.stream(images).mapToLong(PanopticImage::size).sum();
  }

  /** {@return an empty count for these categories} */
  public PanopticQuality quality() {
    return new PanopticQuality(categories, mode);
  }

  /**
   * Reads the PNGs of some images and counts them.
   *
   * @param images places in the ground truth, from 0, each once over all calls
   * @return a fragment a class id, as {@link PanopticQuality#close} gives it
   * @throws UserException when a PNG is missing, damaged, or of another size than its counterpart
   */
  public Map<Integer, byte[]> evaluate(IntStream images) {
    PanopticQuality quality = quality();
    for (PrimitiveIterator.OfInt i = images.iterator(); i.hasNext(); ) {
      int image = i.nextInt();
      SegmentPng annotated = png(truthFolder, truth[image]);
      SegmentPng predicted = png(predictionFolder, predictions[image]);
      if (annotated.width() != predicted.width() || annotated.height() != predicted.height()) {
        throw new UserException(
            "%s/%s: %d x %d pixels, its ground truth has %d x %d; write predictions in image size"
                .formatted(
                    predictionFolder,
                    predictions[image].fileName(),
                    predicted.width(),
                    predicted.height(),
                    annotated.width(),
                    annotated.height()));
      }
      quality.add(image, truth[image], annotated.ids(), predictions[image], predicted.ids());
    }
    return quality.close();
  }

  private SegmentPng png(String folder, PanopticImage image) {
    String name = PanopticFormat.pngOf(image);
    return SegmentPng.read(new HadoopSource(folder + "/" + name, configuration.value()));
  }
}
