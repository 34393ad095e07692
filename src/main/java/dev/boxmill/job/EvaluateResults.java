package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.MetricsJson;
import dev.boxmill.eval.ResultTable;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.CurveRows;
import dev.boxmill.store.ExampleRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes the result folder of evaluate (docs/formats). */
final class EvaluateResults {
  static final String FILE = "part-00000.zstd.parquet";

  private final EvaluateConfig config;
  private final int run;
  private final RunFacts facts;
  private final Configuration configuration;

  /**
   * @param run place of the detections among those that the job was given
   */
  EvaluateResults(EvaluateConfig config, int run, RunFacts facts, Configuration configuration) {
    this.config = config;
    this.run = run;
    this.facts = facts;
    this.configuration = configuration;
  }

  /** Writes into the output itself, or a folder in it. */
  void write(AtomicOutput out, Path folder, EvaluateWork.Truth truth, EvaluateOutcome outcome) {
    try (OutputStream metrics = out.open(new Path(folder, "metrics.json"))) {
      MetricsJson.write(outcome.results(), outcome.warnings(), metrics);
      List<CurveRows.Of> curves =
          outcome.results().stream()
              .flatMap(r -> r.curves().stream().map(c -> new CurveRows.Of(r.metric(), c)))
              .toList();
      CurveRows.write(curves, new Path(folder, "curves/" + FILE), configuration);
      ExampleRows.write(outcome.examples(), new Path(folder, "examples/" + FILE), configuration);
      if (!outcome.changed().isEmpty()) {
        ExampleRows.write(outcome.changed(), new Path(folder, "changed/" + FILE), configuration);
      }
    } catch (IOException e) {
      throw new UserException("--out " + config.out() + ": cannot be written (" + e + ")", e);
    }
    outcome.results().forEach(result -> writeTables(out, folder, result));
    record(truth, outcome);
    out.writeText(new Path(folder, RunFacts.FILE), facts.json());
  }

  static void writeTables(AtomicOutput out, Path folder, MetricResult result) {
    for (ResultTable table : result.tables()) {
      String name = result.metric() + "-" + table.name() + ".csv";
      out.writeText(new Path(folder, "tables/" + name), Csv.of(table));
    }
  }

  private void record(EvaluateWork.Truth truth, EvaluateOutcome outcome) {
    facts
        .option("ground-truth", config.groundTruth())
        .option("detections", config.detections().get(run))
        .option("model", config.model(run))
        .option("out", config.out())
        .option("protocol", String.join(",", config.protocols()))
        .option("strict", config.options().mode() == Metric.Mode.STRICT)
        .option("bootstrap", config.options().resampling().replicates())
        .option("seed", config.options().resampling().seed())
        .option("confidence", config.options().resampling().confidence())
        .option("slice", String.join(",", config.slices()))
        .option("images", config.images())
        .option("match-names", config.classes().wanted())
        .option("aliases", config.classes().aliases())
        .option("hierarchy", config.hierarchy())
        .option("matches", config.matches())
        .option("detection-classes", config.classes().detectionClasses())
        .fact("images", truth.images())
        .fact("groundTruths", truth.objects())
        .fact("detections", outcome.detections())
        .fact("categories", truth.classes())
        .fact("protocol", String.join(",", config.protocols()))
        .fact("warnings", outcome.warnings());
  }
}
