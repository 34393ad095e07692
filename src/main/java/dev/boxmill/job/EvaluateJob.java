package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.Curve;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.MetricsJson;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.CurveCodec;
import dev.boxmill.spark.EvaluateOutcome;
import dev.boxmill.spark.ExampleCodec;
import dev.boxmill.spark.HadoopSource;
import dev.boxmill.spark.ResultFolder;
import dev.boxmill.spark.SparkEvaluation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
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
    Instant start = Instant.now();
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try (ResultFolder folder = ResultFolder.create(configuration, config.out())) {
      Annotations truth =
          new CocoFormat().read(new HadoopSource(config.groundTruth(), configuration));
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
      write(folder, truth, outcome, start);
      folder.commit();
      outcome.result().summary().forEach(console::println);
      say(count(outcome.detections(), "detections measured; results in ") + config.out());
      return outcome;
    }
  }

  private void write(
      ResultFolder folder, Annotations truth, EvaluateOutcome outcome, Instant start) {
    folder.write("metrics.json", out -> MetricsJson.write(List.of(outcome.result()), out));
    List<Row> curves = new ArrayList<>();
    for (Curve curve : outcome.result().curves()) {
      curves.addAll(CurveCodec.encode(curve));
    }
    folder.writeParquet(spark, "curves", curves, CurveCodec.schema());
    List<Row> examples = outcome.examples().stream().map(ExampleCodec::encode).toList();
    folder.writeParquet(spark, "examples", examples, ExampleCodec.schema());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", truth.images().size());
    facts.put("groundTruths", truth.groundTruths().size());
    facts.put("detections", outcome.detections());
    facts.put("categories", truth.categories().size());
    facts.put("protocol", config.protocol());
    facts.put("warnings", outcome.warnings());
    RunFile run =
        new RunFile("evaluate", start, Duration.between(start, Instant.now()), options(), facts);
    folder.write(RunFile.NAME, run::write);
  }

  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("ground-truth", config.groundTruth());
    options.put("detections", config.detections());
    options.put("out", config.out());
    options.put("protocol", config.protocol());
    options.put("strict", config.mode() == Metric.Mode.STRICT);
    options.put("master", spark.sparkContext().master());
    return options;
  }

  private void say(String line) {
    console.println("evaluate: " + line);
    console.flush();
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what);
  }
}
