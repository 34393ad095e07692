package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Combination;
import dev.boxmill.spark.CocoResultsFile;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.spark.DetectRun;
import dev.boxmill.spark.TooManyErrorsException;
import dev.boxmill.store.AtomicOutput;
import java.util.List;
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
    Combination combination = config.combine().combination(config.models().files.size());
    List<DetectModel> models =
        DetectModels.find(config.models(), config.nms(), combination.fused(), hadoop);
    NmsSweepGrid sweep = config.nms().sweep(models.get(0).descriptor());
    DetectImages images = config.inputs().list(hadoop);
    DetectRun.Settings settings =
        new DetectRun.Settings(
            models,
            combination,
            config.device(),
            config.batchSize(),
            config.scoreThreshold(),
            config.maxDetections(),
            sweep,
            config.models().masks);
    try (AtomicOutput out = AtomicOutput.folder(config.out(), hadoop);
        AtomicOutput coco =
            config.cocoJson() == null ? null : AtomicOutput.file(config.cocoJson(), hadoop)) {
      System.err.printf(
          Locale.ROOT, "%,d images, %s%n", images.list().size(), ModelRecord.names(models));
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
    ModelRecord.options(facts, config, settings.models());
    ModelRecord.facts(facts, settings.models());
    facts
        .option("batch-size", config.batchSize())
        .option("device", config.device().name().toLowerCase(Locale.ROOT))
        .option("score-threshold", config.scoreThreshold())
        .option("max-detections", config.maxDetections())
        .fact("images", summary.images())
        .fact("errors", summary.errors())
        .fact("errorReasons", summary.reasons())
        .fact("detections", summary.detections())
        .fact("imagesPerSecond", Math.round(10 * summary.images() / summary.seconds()) / 10.0)
        .fact("engine", summary.engine())
        .fact("device", summary.device())
        .fact("batchSize", summary.batchSize());
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
