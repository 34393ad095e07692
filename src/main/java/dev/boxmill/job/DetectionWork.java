package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.Metrics;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.HadoopSource;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Detections against annotations, by any number of protocols in one pass. */
final class DetectionWork implements EvaluateWork {
  private static final int EXAMPLES = 48;

  private final SparkOptions spark;
  private final Annotations truth;
  private final DetectionSource source;
  private final EvaluationPlan plan;

  DetectionWork(EvaluateConfig config, SparkOptions spark, Configuration configuration)
      throws IOException {
    this.spark = spark;
    truth =
        new CocoFormat()
            .read(
                HadoopSource.of("--ground-truth", config.groundTruth(), configuration),
                config.wanted());
    source = DetectionSources.open(config.detections(), config.wanted(), configuration);
    plan =
        new EvaluationPlan(
            config.protocols().stream().map(Metrics::find).toList(), config.options(), EXAMPLES);
  }

  @Override
  public Truth truth() {
    return new Truth(truth.images().size(), truth.groundTruths().size(), truth.categories().size());
  }

  @Override
  public long bytes() {
    return source.bytes();
  }

  @Override
  public EvaluateOutcome evaluate(String master) throws IOException {
    if (master.equals(SparkOptions.NONE)) {
      return new LocalEvaluation(truth, plan).evaluate(source);
    }
    try (SparkSession session = spark.open("evaluate")) {
      return new SparkEvaluation(session, truth, plan).evaluate(source);
    }
  }
}
