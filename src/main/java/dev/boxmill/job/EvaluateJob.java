package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.ChecksMetric;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.NameMatch;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.HadoopSource;
import dev.boxmill.store.RenamedSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
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
  private final PrintWriter errors;

  EvaluateJob(EvaluateConfig config, SparkOptions spark, PrintWriter console, PrintWriter errors) {
    this.config = config;
    this.spark = spark;
    this.console = console;
    this.errors = errors;
  }

  /** The exit code: 3 when a number stays below what it has to reach. */
  int run() throws IOException {
    RunFacts facts = new RunFacts("evaluate");
    Configuration configuration = spark.hadoop();
    EvaluateOutcome outcome;
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration)) {
      Annotations truth =
          new CocoFormat()
              .read(HadoopSource.of("--ground-truth", config.groundTruth(), configuration));
      say(
          "ground truth: "
              + count(truth.images().size(), "images, ")
              + count(truth.groundTruths().size(), "objects, ")
              + count(truth.categories().size(), "classes"));
      DetectionSource source = DetectionSources.open(config.detections(), configuration);
      NameMatch match = null;
      if (config.classes().wanted()) {
        match = config.classes().match(source, truth, configuration);
        source = new RenamedSource(source, match.ids());
      }
      EvaluationPlan plan = plan();
      String where = spark.local(source.bytes()) ? SparkOptions.NONE : spark.url();
      outcome = evaluate(where, truth, plan, source);
      if (match != null) {
        outcome = outcome.withWarnings(match.warnings());
      }
      if (config.checks()) {
        outcome = outcome.withLastAsWarnings();
      }
      for (String warning : outcome.warnings()) {
        errors.println("evaluate: warning: " + warning);
      }
      errors.flush();
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

  /** The protocols asked for and, last, the checks. */
  private EvaluationPlan plan() {
    List<String> ids = new ArrayList<>(config.protocols());
    if (config.checks()) {
      ids.add(ChecksMetric.ID);
    }
    return new EvaluationPlan(ids.stream().map(Metrics::find).toList(), config.options(), EXAMPLES);
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
