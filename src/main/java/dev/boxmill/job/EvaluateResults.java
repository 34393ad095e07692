package dev.boxmill.job;

import dev.boxmill.data.Annotations;
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
  private static final String FILE = "part-00000.zstd.parquet";

  private final EvaluateConfig config;
  private final RunFacts facts;
  private final Configuration configuration;

  EvaluateResults(EvaluateConfig config, RunFacts facts, Configuration configuration) {
    this.config = config;
    this.facts = facts;
    this.configuration = configuration;
  }

  void write(AtomicOutput out, Annotations truth, EvaluateOutcome outcome) {
    Path folder = out.temporary();
    try (OutputStream metrics = out.open(new Path(folder, "metrics.json"))) {
      MetricsJson.write(outcome.results(), outcome.warnings(), metrics);
      List<CurveRows.Of> curves =
          outcome.results().stream()
              .flatMap(r -> r.curves().stream().map(c -> new CurveRows.Of(r.metric(), c)))
              .toList();
      CurveRows.write(curves, new Path(folder, "curves/" + FILE), configuration);
      ExampleRows.write(outcome.examples(), new Path(folder, "examples/" + FILE), configuration);
    } catch (IOException e) {
      throw new UserException("--out " + config.out() + ": cannot be written (" + e + ")", e);
    }
    for (MetricResult result : outcome.results()) {
      for (ResultTable table : result.tables()) {
        String name = result.metric() + "-" + table.name() + ".csv";
        out.writeText(new Path(folder, "tables/" + name), Csv.of(table));
      }
    }
    record(truth, outcome);
    out.writeText(new Path(folder, RunFacts.FILE), facts.json());
  }

  private void record(Annotations truth, EvaluateOutcome outcome) {
    facts
        .option("ground-truth", config.groundTruth())
        .option("detections", config.detections())
        .option("out", config.out())
        .option("protocol", String.join(",", config.protocols()))
        .option("strict", config.options().mode() == Metric.Mode.STRICT)
        .option("match-names", config.classes().wanted())
        .option("aliases", config.classes().aliases())
        .option("detection-classes", config.classes().detectionClasses())
        .fact("images", truth.images().size())
        .fact("groundTruths", truth.groundTruths().size())
        .fact("detections", outcome.detections())
        .fact("categories", truth.categories().size())
        .fact("protocol", String.join(",", config.protocols()))
        .fact("warnings", outcome.warnings());
  }
}
