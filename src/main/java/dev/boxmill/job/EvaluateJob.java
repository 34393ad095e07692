package dev.boxmill.job;

import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads, evaluates, writes the result folder and prints the summary. */
final class EvaluateJob {
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
      outcome = work.evaluate(master);
      for (String warning : outcome.warnings()) {
        say("warning: " + warning);
      }
      facts.option("master", master);
      new EvaluateResults(config, facts, configuration).write(out, truth, outcome);
      out.commit();
    }
    for (MetricResult result : outcome.results()) {
      result.summary().forEach(console::println);
    }
    say(
        count(
                outcome.detections(),
                config.panoptic()
                    ? "segments measured; results in "
                    : "detections measured; results in ")
            + config.out());
    return verdict(outcome);
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
