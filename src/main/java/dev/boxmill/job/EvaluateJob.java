package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.data.AnnotationTable;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.Metric;
import dev.boxmill.format.CocoAnnotations;
import dev.boxmill.spark.AtomicOutput;
import dev.boxmill.spark.EvaluateRun;
import dev.boxmill.spark.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The evaluate job. */
final class EvaluateJob {
  private EvaluateJob() {}

  static void run(EvaluateConfig config, SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    RunFacts facts = new RunFacts("evaluate");
    AnnotationTable truths = read(config.groundTruth(), hadoop);
    Metric metric = config.metric();
    try (AtomicOutput out = AtomicOutput.folder(config.out(), hadoop)) {
      EvaluateRun.Summary summary =
          EvaluateRun.run(
              spark,
              metric,
              config.options(),
              truths,
              config.detections(),
              out.temporary().toString());
      out.writeText(
          new Path(out.temporary(), "metrics.json"),
          json(Map.of(metric.id(), summary.result().json())));
      facts
          .option("ground-truth", config.groundTruth())
          .option("detections", config.detections())
          .option("protocol", config.protocol())
          .option("strict", config.strict())
          .fact("images", truths.images().size())
          .fact("groundTruths", summary.groundTruths())
          .fact("detections", summary.detections())
          .fact("categories", truths.categories().size())
          .fact("protocol", metric.id())
          .fact("warnings", summary.warnings());
      out.writeText(new Path(out.temporary(), RunFacts.FILE), facts.json());
      out.commit();
      summary.warnings().forEach(w -> System.err.println("warning: " + w));
      System.out.print(summary.result().summary());
    }
  }

  static AnnotationTable read(String file, Configuration hadoop) {
    try (InputStream in = RemoteFile.find("--ground-truth", file, hadoop).open()) {
      return CocoAnnotations.read(in, file);
    } catch (IOException e) {
      throw new UserException("--ground-truth " + file + ": cannot be read", e);
    }
  }

  private static String json(Object value) {
    try {
      return RunFacts.JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new InternalException("metrics do not serialise", e);
    }
  }
}
