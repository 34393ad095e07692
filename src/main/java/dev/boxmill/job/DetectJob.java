package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectRun;
import dev.boxmill.spark.TooManyErrorsException;
import dev.boxmill.store.RemoteFile;
import dev.boxmill.store.ResumableFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The detect job: checks everything that can be checked beforehand, runs, writes. */
final class DetectJob {
  /** More images than allowed could not be used. */
  private static final int TOO_MANY_ERRORS = 4;

  private DetectJob() {}

  /** The exit code. */
  static int run(DetectConfig config, SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    RunFacts facts = new RunFacts("detect");
    RemoteFile model = RemoteFile.find("--model", config.model(), hadoop).local();
    String descriptorPath = config.descriptorPath();
    RemoteFile descriptorFile =
        RemoteFile.find(
            config.descriptor() == null ? "--descriptor (default)" : "--descriptor",
            descriptorPath,
            hadoop);
    Descriptor descriptor = Descriptor.parse(descriptorFile.text(), descriptorPath);
    Heads.prepare(descriptor);
    NmsSettings nms = config.nms().settings(descriptor);
    NmsSweepGrid sweep = config.nms().sweep(descriptor);
    ModelKind kind = ModelKind.of(config.model(), model.head(4));
    String checksum = model.sha256();
    config.requireChecksum(checksum);
    DetectImages images = config.inputs().list(hadoop);
    DetectRun.Settings settings =
        new DetectRun.Settings(
            model.uri(),
            checksum,
            descriptor,
            config.device(),
            config.batchSize(),
            config.scoreThreshold(),
            nms,
            config.maxDetections(),
            sweep);
    recordOptions(facts, config, settings);
    Map<String, String> identity =
        RunIdentity.of(facts.options(), checksum, descriptor.json(), images.list());
    boolean overwrite = config.waves().overwrite;
    try (ResumableFolder out = ResumableFolder.open(config.out(), identity, overwrite, hadoop)) {
      DetectExtras extras = new DetectExtras(config, out, hadoop);
      extras.check();
      announce(descriptor, kind, images, out);
      DetectRun.Summary summary =
          DetectRun.run(spark, settings, images, out, config.waves().images);
      recordFacts(facts, config, settings, summary);
      out.writeText(RunFacts.FILE, facts.json());
      if (sweep != null) {
        out.writeText(NmsSweepFile.NAME, NmsSweepFile.json(sweep, summary.sweep()));
      }
      extras.write(spark, images, descriptor, facts.json());
      out.commit();
      print(config, summary);
      return 0;
    } catch (TooManyErrorsException e) {
      System.err.println(
          "boxmill: --max-errors "
              + config.inputs().maxErrors()
              + ": "
              + e.getMessage()
              + "; stopped, "
              + (e.safe() == 0
                  ? "nothing was written"
                  : e.safe() + " images are safe: allow more errors to go on behind them"));
      return TOO_MANY_ERRORS;
    }
  }

  private static void announce(
      Descriptor descriptor, ModelKind kind, DetectImages images, ResumableFolder out) {
    System.err.printf(
        Locale.ROOT,
        "%,d images, %s (%s)%n",
        images.list().size(),
        descriptor.name(),
        kind.engine());
    long safe = DetectRun.safeImages(out);
    if (safe > 0) {
      System.err.printf(Locale.ROOT, "going on behind %,d images of an earlier run%n", safe);
    }
  }

  private static void recordOptions(
      RunFacts facts, DetectConfig config, DetectRun.Settings settings) {
    config.inputs().record(facts);
    facts
        .option("model", config.model())
        .option("descriptor", config.descriptorPath())
        .option("batch-size", config.batchSize())
        .option("device", config.device().name().toLowerCase(Locale.ROOT))
        .option("score-threshold", config.scoreThreshold())
        .option("nms", settings.nms().method())
        .option("nms-iou", orNull(settings.nms().iou()))
        .option("nms-sigma", orNull(settings.nms().sigma()))
        .option("class-agnostic", settings.nms().classAgnostic())
        .option("max-detections", config.maxDetections());
    if (settings.sweep() != null) {
      facts
          .option("nms-sweep", true)
          .option("sweep-scores", config.nms().sweepScores)
          .option("sweep-ious", config.nms().sweepIous);
    }
  }

  private static void recordFacts(
      RunFacts facts, DetectConfig config, DetectRun.Settings settings, DetectRun.Summary summary) {
    facts
        .fact("images", summary.images())
        .fact("errors", summary.errors())
        .fact("errorReasons", summary.reasons())
        .fact("detections", summary.detections())
        .fact("imagesPerSecond", Math.round(10 * summary.images() / summary.seconds()) / 10.0)
        .fact("engine", summary.engine())
        .fact("device", summary.device())
        .fact("model", config.model().substring(config.model().lastIndexOf('/') + 1))
        .fact("modelSha256", settings.checksum())
        .fact("head", settings.descriptor().family())
        .fact("batchSize", summary.batchSize())
        .fact("timeShares", summary.shares());
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static void print(DetectConfig config, DetectRun.Summary summary) {
    System.out.printf(
        Locale.ROOT,
        "%,d images in %.1f s (%.1f images/s) on %s: %,d detections, %,d errors%s -> %s%n",
        summary.images(),
        summary.seconds(),
        summary.images() / summary.seconds(),
        summary.device(),
        summary.detections(),
        summary.errors(),
        summary.errors() == 0 ? "" : " (" + summary.reasonsText() + ")",
        config.out());
    List<String> shares = new ArrayList<>();
    summary
        .shares()
        .forEach((stage, part) -> shares.add(stage + " " + Math.round(100 * part) + " %"));
    System.out.println("time: " + String.join(", ", shares));
    if (summary.errors() == summary.images()) {
      throw new UserException(
          "none of the "
              + summary.images()
              + " images could be read; see the column 'error' in "
              + config.out());
    }
  }
}
