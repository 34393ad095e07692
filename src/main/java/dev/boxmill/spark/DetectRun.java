package dev.boxmill.spark;

import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Combination;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.store.ResumableFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Runs a detector over listed images and writes one row an image. */
public final class DetectRun {
  /** The batch size of a run that is to find its own. */
  public static final int AUTO = 0;

  private DetectRun() {}

  /**
   * What to run.
   *
   * @param models one or more, of different file names
   * @param combination how several models, views or tiles come together
   * @param device chosen on each machine that loads the models
   * @param batchSize images of a forward pass, or {@link #AUTO}
   * @param scoreThreshold detections scoring less are dropped
   * @param maxDetections detections kept an image, of each model and decoder layer where their
   *     lists stay apart
   * @param sweep settings of NMS to count besides, with one model; null for none
   * @param masks whether detections get their masks, from heads that give any
   */
  public record Settings(
      List<DetectModel> models,
      Combination combination,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      int maxDetections,
      NmsSweepGrid sweep,
      boolean masks) {}

  /**
   * What came of it, in this run and in the earlier ones that it went on with.
   *
   * @param images rows written, errors included
   * @param errors images that could not be used
   * @param reasons the errors by reason; only reasons that there are
   * @param detections in all images
   * @param seconds of all waves, each from its start to its end; the probe of the model left out
   * @param engine name and version
   * @param device where this run's probe ran, e.g. "cpu" or "gpu0"
   * @param batchSize images of a forward pass
   * @param shares of the threads' time by stage, in their order; in [0, 1]
   * @param sweep what the sweep counted; null without one
   */
  public record Summary(
      long images,
      long errors,
      Map<String, Long> reasons,
      long detections,
      double seconds,
      String engine,
      String device,
      int batchSize,
      Map<String, Double> shares,
      NmsSweep.Result sweep) {

    /** {@return the reasons with their counts, "3 not-an-image, 1 truncated"; empty for none} */
    public String reasonsText() {
      return ErrorCounts.text(reasons);
    }
  }

  /**
   * Writes Parquet to {@code out} wave by wave, going on behind the waves that are safe there. Does
   * not commit the folder.
   *
   * @param spark gets the models' files, and runs a job a wave
   * @param settings what to run; {@link #AUTO} keeps the batch size of an earlier run, if there is
   *     one
   * @param images the same list, in the same order, as the run whose waves are in {@code out}
   * @param out open, and still to be committed afterwards
   * @param waveImages images of a wave; 0 for about five minutes' worth
   * @return counts over all waves, also those that were there
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   * @throws TooManyErrorsException when more images cannot be used than may
   */
  public static Summary run(
      SparkSession spark,
      Settings settings,
      DetectImages images,
      ResumableFolder out,
      int waveImages) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    settings.models().forEach(model -> spark.sparkContext().addFile(model.uri()));
    DetectPlan plan = plan(settings);
    ModelProbe probe = ModelProbe.run(context, plan, batchSize(settings, out));
    ModelWork work =
        new ModelWork(
            plan.withBatchSize(probe.batchSize()),
            images.options(),
            images.list().stream().anyMatch(ImageEntry::remote),
            context.broadcast(
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration())),
            out.tries().toString());
    DetectWaves waves = new DetectWaves(spark, work, probe.batchSize(), images);
    return Wave.sum(waves.run(out, waveImages), probe, settings.sweep());
  }

  /** What an earlier run found holds: floats may differ in their last bits between sizes. */
  private static int batchSize(Settings settings, ResumableFolder out) {
    List<Wave> safe = Wave.parse(out.waves());
    return settings.batchSize() != AUTO || safe.isEmpty()
        ? settings.batchSize()
        : safe.get(0).batchSize();
  }

  /**
   * {@return number of images, from the list's first on, whose rows are safe}
   *
   * @param out of this run or of one to go on with
   */
  public static long safeImages(ResumableFolder out) {
    return Wave.parse(out.waves()).stream().mapToLong(wave -> wave.to() - wave.from()).sum();
  }

  private static DetectPlan plan(Settings settings) {
    boolean named = settings.models().size() > 1 && !settings.combination().fused();
    List<DetectPlan.Member> members = new ArrayList<>();
    for (DetectModel model : settings.models()) {
      members.add(
          new DetectPlan.Member(
              model.fileName(),
              new Detector.Settings(
                  model.checksum(),
                  model.descriptor().json(),
                  model.descriptor().source(),
                  settings.device(),
                  Math.max(1, settings.batchSize()),
                  settings.scoreThreshold(),
                  model.nms(),
                  settings.maxDetections(),
                  settings.sweep(),
                  named ? model.id() : null,
                  settings.masks())));
    }
    return new DetectPlan(members, settings.combination());
  }
}
