package dev.boxmill.job;

import dev.boxmill.eval.Comparison;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads, evaluates one run or several, writes the result folder and prints the summary. */
final class EvaluateJob {
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
    RunFacts facts = new RunFacts(config.compares() ? "compare" : "evaluate");
    Configuration configuration = spark.hadoop();
    List<EvaluateOutcome> outcomes;
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration)) {
      EvaluateWork work =
          config.panoptic()
              ? new PanopticWork(config, spark, configuration)
              : new DetectionWork(config, spark, configuration);
      EvaluateWork.Truth truth = work.truth();
      say(
          "ground truth: "
              + count(truth.images(), "images, ")
              + count(truth.objects(), config.panoptic() ? "segments, " : "objects, ")
              + count(truth.classes(), "classes"));
      String master = spark.local(work.bytes()) ? SparkOptions.NONE : spark.url();
      facts.option("master", master);
      outcomes = work.evaluate(master, matchFolders(out));
      outcomes.forEach(o -> o.warnings().forEach(w -> errors.println("evaluate: warning: " + w)));
      errors.flush();
      if (config.compares()) {
        compare(out, truth, outcomes, facts, configuration);
      } else {
        new EvaluateResults(config, 0, facts, configuration)
            .write(out, out.temporary(), truth, outcomes.get(0));
        outcomes.get(0).results().forEach(this::print);
      }
      out.commit();
    }
    long detections = outcomes.stream().mapToLong(EvaluateOutcome::detections).sum();
    String what = config.panoptic() ? "segments" : "detections";
    say(count(detections, what + " measured; results in ") + config.out());
    return verdict(outcomes);
  }

  private List<Path> matchFolders(AtomicOutput out) {
    if (!config.matches()) {
      return List.of();
    }
    List<Path> folders =
        config.compares()
            ? config.runNames().stream().map(name -> folder(out, name)).toList()
            : List.of(out.temporary());
    return folders.stream().map(folder -> new Path(folder, "matches")).toList();
  }

  /** Where the results of a compared run go. */
  private static Path folder(AtomicOutput out, String run) {
    return new Path(out.temporary(), "results/" + run);
  }

  /** Writes each run's results, and the runs side by side. */
  private void compare(
      AtomicOutput out,
      EvaluateWork.Truth truth,
      List<EvaluateOutcome> outcomes,
      RunFacts facts,
      Configuration configuration) {
    List<String> names = config.runNames();
    List<Comparison.Run> runs = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      new EvaluateResults(config, i, new RunFacts("evaluate"), configuration)
          .write(out, folder(out, names.get(i)), truth, outcomes.get(i));
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
