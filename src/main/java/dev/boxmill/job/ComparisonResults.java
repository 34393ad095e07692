package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.Comparison;
import dev.boxmill.eval.MetricsJson;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Writes what stands beside the runs' own results: comparison.json, tables, and _run.json. */
final class ComparisonResults {
  private final EvaluateConfig config;
  private final List<String> names;
  private final RunFacts facts;

  ComparisonResults(EvaluateConfig config, List<String> names, RunFacts facts) {
    this.config = config;
    this.names = names;
    this.facts = facts;
  }

  void write(AtomicOutput out, Comparison comparison) {
    Path folder = out.temporary();
    try (OutputStream json = out.open(new Path(folder, "comparison.json"))) {
      MetricsJson.write(List.of(comparison), json);
    } catch (IOException e) {
      throw new UserException("--out " + config.out() + ": cannot be written (" + e + ")", e);
    }
    EvaluateResults.writeTables(out, folder, comparison);
    facts
        .option("ground-truth", config.groundTruth())
        .option("detections", config.detections())
        .option("out", config.out())
        .fact("runs", names);
    out.writeText(new Path(folder, RunFacts.FILE), facts.json());
  }
}
