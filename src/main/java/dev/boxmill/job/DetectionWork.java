package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.Comparison;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.Resampling;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.HadoopSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Detections of one run or several against annotations, by any number of protocols in one pass. */
final class DetectionWork implements EvaluateWork {
  private static final int EXAMPLES = 48;

  private final SparkOptions spark;
  private final Annotations truth;
  private final List<DetectionSource> sources = new ArrayList<>();
  private final EvaluationPlan plan;

  DetectionWork(EvaluateConfig config, SparkOptions spark, Configuration configuration)
      throws IOException {
    this.spark = spark;
    truth =
        new CocoFormat()
            .read(
                HadoopSource.of("--ground-truth", config.groundTruth(), configuration),
                config.wanted());
    for (String detections : config.detections()) {
      sources.add(DetectionSources.open(detections, config.wanted(), configuration));
    }
    plan = plan(config, configuration);
  }

  private EvaluationPlan plan(EvaluateConfig config, Configuration configuration) {
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

  @Override
  public Truth truth() {
    return new Truth(truth.images().size(), truth.groundTruths().size(), truth.categories().size());
  }

  @Override
  public long bytes() {
    return sources.stream().mapToLong(DetectionSource::bytes).max().orElseThrow();
  }

  @Override
  public List<EvaluateOutcome> evaluate(String master) throws IOException {
    List<EvaluateOutcome> outcomes = new ArrayList<>();
    if (master.equals(SparkOptions.NONE)) {
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
}
