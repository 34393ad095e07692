package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.Metrics;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Reads, evaluates, writes the result folder and prints the summary. */
final class EvaluateJob {
  private static final int EXAMPLES = 48;
  private static final int BELOW = 3;

  private final EvaluateConfig config;
  private final SparkOptions spark;
  private final PrintWriter console;

  EvaluateJob(EvaluateConfig config, SparkOptions spark, PrintWriter console) {
    this.config = config;
    this.spark = spark;
    this.console = console;
  }

  /** The exit code: 3 when a number stays below what it has to reach. */
  int run() throws IOException {
    RunFacts facts = new RunFacts("evaluate");
    Configuration configuration = spark.hadoop();
    EvaluateOutcome outcome;
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration)) {
      Annotations truth =
          AnnotationInput.read(
              "--ground-truth", config.groundTruth(), config.format(), configuration);
      say(
          "ground truth: "
              + count(truth.images().size(), "images, ")
              + count(truth.groundTruths().size(), "objects, ")
              + count(truth.categories().size(), "classes"));
      DetectionSource source = DetectionSources.open(config.detections(), configuration);
      EvaluationPlan plan =
          new EvaluationPlan(
              config.protocols().stream().map(Metrics::find).toList(), config.options(), EXAMPLES);
      String where = spark.local(source.bytes()) ? SparkOptions.NONE : spark.url();
      outcome = evaluate(where, truth, plan, source);
      for (String warning : outcome.warnings()) {
        say("warning: " + warning);
      }
      facts.option("master", where);
      new EvaluateResults(config, facts, configuration).write(out, truth, outcome);
      out.commit();
    }
    for (MetricResult result : outcome.results()) {
      result.summary().forEach(console::println);
    }
    say(count(outcome.detections(), "detections measured; results in ") + config.out());
    return verdict(outcome);
  }

  private EvaluateOutcome evaluate(
      String where, Annotations truth, EvaluationPlan plan, DetectionSource source)
      throws IOException {
    if (where.equals(SparkOptions.NONE)) {
      return new LocalEvaluation(truth, plan).evaluate(source);
    }
    try (SparkSession session = spark.open("evaluate")) {
      return new SparkEvaluation(session, truth, plan).evaluate(source);
    }
  }

  private int verdict(EvaluateOutcome outcome) {
    List<String> complaints =
        config.failUnder().stream()
            .map(f -> f.complaint(outcome.results()))
            .flatMap(Optional::stream)
            .toList();
    complaints.forEach(this::say);
    return complaints.isEmpty() ? 0 : BELOW;
  }

  private void say(String line) {
    console.println("evaluate: " + line);
    console.flush();
  }

  static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what);
  }
}
