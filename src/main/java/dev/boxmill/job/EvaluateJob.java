package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.Curve;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.MetricsJson;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.AtomicOutput;
import dev.boxmill.spark.CurveCodec;
import dev.boxmill.spark.EvaluateOutcome;
import dev.boxmill.spark.ExampleCodec;
import dev.boxmill.spark.HadoopSource;
import dev.boxmill.spark.SmallParquet;
import dev.boxmill.spark.SparkEvaluation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads, evaluates, writes the result folder and prints the summary. */
final class EvaluateJob {
  private final SparkSession spark;
  private final EvaluateConfig config;
  private final PrintWriter console;

  EvaluateJob(SparkSession spark, EvaluateConfig config, PrintWriter console) {
    this.spark = spark;
    this.config = config;
    this.console = console;
  }

  EvaluateOutcome run() {
    RunFacts facts = new RunFacts("evaluate");
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration)) {
      Annotations truth =
          new CocoFormat()
              .read(HadoopSource.of("--ground-truth", config.groundTruth(), configuration));
      say(
          "ground truth: "
              + count(truth.images().size(), "images, ")
              + count(truth.groundTruths().size(), "objects, ")
              + count(truth.categories().size(), "classes"));
      EvaluateOutcome outcome =
          new SparkEvaluation(spark, truth, config.protocol(), config.mode())
              .evaluate(config.detections());
      for (String warning : outcome.warnings()) {
        say("warning: " + warning);
      }
      write(out, truth, outcome, facts);
      out.commit();
      outcome.result().summary().forEach(console::println);
      say(count(outcome.detections(), "detections measured; results in ") + config.out());
      return outcome;
    }
  }

  private void write(AtomicOutput out, Annotations truth, EvaluateOutcome outcome, RunFacts facts) {
    Path folder = out.temporary();
    try (OutputStream metrics = out.open(new Path(folder, "metrics.json"))) {
      MetricsJson.write(List.of(outcome.result()), metrics);
    } catch (IOException e) {
      throw new UserException("--out " + config.out() + ": cannot be written", e);
    }
    List<Row> curves = new ArrayList<>();
    for (Curve curve : outcome.result().curves()) {
      curves.addAll(CurveCodec.encode(curve));
    }
    SmallParquet.write(spark, curves, CurveCodec.schema(), folder + "/curves");
    List<Row> examples = outcome.examples().stream().map(ExampleCodec::encode).toList();
    SmallParquet.write(spark, examples, ExampleCodec.schema(), folder + "/examples");
    facts
        .option("ground-truth", config.groundTruth())
        .option("detections", config.detections())
        .option("out", config.out())
        .option("protocol", config.protocol())
        .option("strict", config.mode() == Metric.Mode.STRICT)
        .option("master", spark.sparkContext().master())
        .fact("images", truth.images().size())
        .fact("groundTruths", truth.groundTruths().size())
        .fact("detections", outcome.detections())
        .fact("categories", truth.categories().size())
        .fact("protocol", config.protocol())
        .fact("warnings", outcome.warnings());
    out.writeText(new Path(folder, RunFacts.FILE), facts.json());
  }

  private void say(String line) {
    console.println("evaluate: " + line);
    console.flush();
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what);
  }
}
