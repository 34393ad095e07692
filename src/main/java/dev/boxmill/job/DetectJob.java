package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.spark.CocoResultsFile;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectRun;
import dev.boxmill.spark.TooManyErrorsException;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.RemoteFile;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
    try (AtomicOutput out = AtomicOutput.folder(config.out(), hadoop);
        AtomicOutput coco =
            config.cocoJson() == null ? null : AtomicOutput.file(config.cocoJson(), hadoop)) {
      System.err.printf(
          Locale.ROOT,
          "%,d images, %s (%s)%n",
          images.list().size(),
          descriptor.name(),
          kind.engine());
      DetectRun.Summary summary =
          DetectRun.run(spark, settings, images, out.temporary().toString());
      record(facts, config, settings, summary);
      out.writeText(new Path(out.temporary(), RunFacts.FILE), facts.json());
      if (sweep != null) {
        out.writeText(
            new Path(out.temporary(), NmsSweepFile.NAME),
            NmsSweepFile.json(sweep, summary.sweep()));
      }
      if (coco != null) {
        CocoResultsFile.write(spark, out.temporary().toString(), coco);
        coco.commit();
      }
      out.commit();
      print(config, summary);
      return 0;
    } catch (TooManyErrorsException e) {
      System.err.println(
          "boxmill: --max-errors "
              + config.inputs().maxErrors()
              + ": "
              + e.getMessage()
              + "; stopped, nothing was written");
      return TOO_MANY_ERRORS;
    }
  }

  private static void record(
      RunFacts facts, DetectConfig config, DetectRun.Settings settings, DetectRun.Summary summary) {
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
        .option("max-detections", config.maxDetections())
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
        .fact("batchSize", summary.batchSize());
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
    if (summary.errors() == summary.images()) {
      throw new UserException(
          "none of the "
              + summary.images()
              + " images could be read; see the column 'error' in "
              + config.out());
    }
  }
}
