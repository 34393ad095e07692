package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Combination;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.spark.DetectRun;
import dev.boxmill.spark.TooManyErrorsException;
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
            config.batch(),
            config.scoreThreshold(),
            config.maxDetections(),
            sweep,
            config.models().masks);
    recordOptions(facts, config, settings);
    Map<String, String> identity = RunIdentity.of(facts.options(), models, images.list());
    boolean overwrite = config.waves().overwrite;
    try (ResumableFolder out = ResumableFolder.open(config.out(), identity, overwrite, hadoop)) {
      DetectExtras extras = new DetectExtras(config, out, hadoop);
      extras.check();
      announce(models, images, out);
      DetectRun.Summary summary =
          DetectRun.run(spark, settings, images, out, config.waves().images);
      recordFacts(facts, summary);
      out.writeText(RunFacts.FILE, facts.json());
      if (sweep != null) {
        out.writeText(NmsSweepFile.NAME, NmsSweepFile.json(sweep, summary.sweep()));
      }
      extras.write(spark, images, models, facts.json());
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

  private static void announce(List<DetectModel> models, DetectImages images, ResumableFolder out) {
    System.err.printf(
        Locale.ROOT, "%,d images, %s%n", images.list().size(), ModelRecord.names(models));
    long safe = DetectRun.safeImages(out);
    if (safe > 0) {
      System.err.printf(Locale.ROOT, "going on behind %,d images of an earlier run%n", safe);
    }
  }

  private static void recordOptions(
      RunFacts facts, DetectConfig config, DetectRun.Settings settings) {
    config.inputs().record(facts);
    ModelRecord.options(facts, config, settings.models());
    ModelRecord.facts(facts, settings.models());
    facts
        .option("batch-size", config.batch() == DetectRun.AUTO ? "auto" : config.batch())
        .option("device", config.device().name().toLowerCase(Locale.ROOT))
        .option("score-threshold", config.scoreThreshold())
        .option("max-detections", config.maxDetections());
    if (settings.sweep() != null) {
      facts
          .option("nms-sweep", true)
          .option("sweep-scores", config.nms().sweepScores)
          .option("sweep-ious", config.nms().sweepIous);
    }
  }

  private static void recordFacts(RunFacts facts, DetectRun.Summary summary) {
    facts
        .fact("images", summary.images())
        .fact("errors", summary.errors())
        .fact("errorReasons", summary.reasons())
        .fact("detections", summary.detections())
        .fact("imagesPerSecond", Math.round(10 * summary.images() / summary.seconds()) / 10.0)
        .fact("engine", summary.engine())
        .fact("device", summary.device())
        .fact("batchSize", summary.batchSize())
        .fact("timeShares", summary.shares());
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
