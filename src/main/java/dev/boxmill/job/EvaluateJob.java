package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.Comparison;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.Resampling;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.HadoopSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads, evaluates one run or several, writes the result folder and prints the summary. */
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
    RunFacts facts = new RunFacts(config.compares() ? "compare" : "evaluate");
    Configuration configuration = spark.hadoop();
    List<EvaluateOutcome> outcomes;
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration)) {
      Annotations truth =
          new CocoFormat()
              .read(HadoopSource.of("--ground-truth", config.groundTruth(), configuration));
      say(
          "ground truth: "
              + count(truth.images().size(), "images, ")
              + count(truth.groundTruths().size(), "objects, ")
              + count(truth.categories().size(), "classes"));
      List<DetectionSource> sources =
          config.detections().stream().map(d -> DetectionSources.open(d, configuration)).toList();
      long most = sources.stream().mapToLong(DetectionSource::bytes).max().orElseThrow();
      String where = spark.local(most) ? SparkOptions.NONE : spark.url();
      facts.option("master", where);
      outcomes = evaluate(where, truth, plan(truth, configuration), sources);
      outcomes.forEach(o -> o.warnings().forEach(warning -> say("warning: " + warning)));
      if (config.compares()) {
        compare(out, truth, outcomes, facts, configuration);
      } else {
        new EvaluateResults(config, config.detections().get(0), facts, configuration)
            .write(out, out.temporary(), truth, outcomes.get(0));
        outcomes.get(0).results().forEach(this::print);
      }
      out.commit();
    }
    long detections = outcomes.stream().mapToLong(EvaluateOutcome::detections).sum();
    say(count(detections, "detections measured; results in ") + config.out());
    return verdict(outcomes);
  }

  private EvaluationPlan plan(Annotations truth, Configuration configuration) {
    List<Metric> metrics = new ArrayList<>(config.protocols().stream().map(Metrics::find).toList());
    if (config.compares() && !config.protocols().contains(Comparison.IMAGES)) {
      metrics.add(Metrics.find(Comparison.IMAGES));
    }
    List<ImageSlice> columns =
        config.images() == null
            ? List.of()
            : ImageColumns.read(config.images(), config.columns(), truth.images(), configuration);
    Resampling resampling =
        config.options().resampling().withSlices(config.builtInSlices(), columns);
    return new EvaluationPlan(metrics, config.options().withResampling(resampling), EXAMPLES);
  }

  private List<EvaluateOutcome> evaluate(
      String where, Annotations truth, EvaluationPlan plan, List<DetectionSource> sources)
      throws IOException {
    List<EvaluateOutcome> outcomes = new ArrayList<>();
    if (where.equals(SparkOptions.NONE)) {
      for (DetectionSource source : sources) {
        outcomes.add(new LocalEvaluation(truth, plan).evaluate(source));
      }
      return outcomes;
    }
    try (SparkSession session = spark.open("evaluate")) {
      for (DetectionSource source : sources) {
        outcomes.add(new SparkEvaluation(session, truth, plan).evaluate(source));
      }
    }
    return outcomes;
  }

  /** Writes each run's results, and the runs side by side. */
  private void compare(
      AtomicOutput out,
      Annotations truth,
      List<EvaluateOutcome> outcomes,
      RunFacts facts,
      Configuration configuration) {
    List<String> names = RunNames.of(config.detections());
    List<Comparison.Run> runs = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      new EvaluateResults(
              config, config.detections().get(i), new RunFacts("evaluate"), configuration)
          .write(out, new Path(out.temporary(), "results/" + names.get(i)), truth, outcomes.get(i));
      runs.add(new Comparison.Run(names.get(i), outcomes.get(i).results()));
    }
    Comparison comparison = new Comparison(runs);
    new ComparisonResults(config, names, facts).write(out, comparison);
    print(comparison);
  }

  private void print(MetricResult result) {
    result.summary().forEach(console::println);
  }

  private int verdict(List<EvaluateOutcome> outcomes) {
    List<String> complaints =
        outcomes.stream()
            .flatMap(o -> config.failUnder().stream().map(f -> f.complaint(o.results())))
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
