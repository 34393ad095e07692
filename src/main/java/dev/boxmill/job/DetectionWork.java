package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.ChecksMetric;
import dev.boxmill.eval.Comparison;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.Example;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;
import dev.boxmill.eval.NameMatch;
import dev.boxmill.eval.Resampling;
import dev.boxmill.format.Want;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.PickedImages;
import dev.boxmill.store.RenamedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Detections of one run or several against annotations, by any number of protocols in one pass. */
final class DetectionWork implements EvaluateWork {
  private static final int EXAMPLES = 48;

  /** Images that gained most, and as many that lost most, shown side by side. */
  private static final int CHANGED = 12;

  private final SparkOptions spark;
  private final Configuration configuration;
  private final Annotations truth;
  private final List<DetectionSource> sources = new ArrayList<>();
  private final List<Optional<NameMatch>> matches = new ArrayList<>();
  private final boolean checks;
  private final EvaluationPlan plan;

  DetectionWork(EvaluateConfig config, SparkOptions spark, Configuration configuration)
      throws IOException {
    this.spark = spark;
    this.configuration = configuration;
    truth =
        AnnotationInput.read(
            "--ground-truth",
            config.groundTruth(),
            config.format(),
            config.wanted(),
            configuration);
    for (int run = 0; run < config.detections().size(); run++) {
      String detections = config.detections().get(run);
      DetectionSource source =
          DetectionSources.open(detections, config.wanted(), config.model(run), configuration);
      if (source.imageByImage() && config.wanted().contains(Want.MASKS) && !config.masksAlone()) {
        throw new UserException(
            "--detections "
                + detections
                + ": sizes go by the masks where masks are measured, and by the boxes elsewhere;"
                + " run coco-segm and boundary apart from the other protocols");
      }
      NameMatch match = null;
      if (config.classes().wanted()) {
        match = config.classes().match(source, truth, configuration);
        source = new RenamedSource(source, match.ids());
      }
      sources.add(source);
      matches.add(Optional.ofNullable(match));
    }
    checks = config.checks();
    plan = plan(config);
  }

  private EvaluationPlan plan(EvaluateConfig config) {
    List<Metric> metrics = new ArrayList<>(config.protocols().stream().map(Metrics::find).toList());
    if (config.compares() && !config.protocols().contains(Comparison.IMAGES)) {
      metrics.add(Metrics.find(Comparison.IMAGES));
    }
    if (checks) {
      metrics.add(Metrics.find(ChecksMetric.ID)); // the last one
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
  public List<EvaluateOutcome> evaluate(String master, List<Path> matches) throws IOException {
    List<EvaluateOutcome> outcomes = new ArrayList<>();
    if (master.equals(SparkOptions.NONE)) {
      for (int i = 0; i < sources.size(); i++) {
        LocalEvaluation evaluation = new LocalEvaluation(truth, plan);
        outcomes.add(told(i, evaluation.evaluate(sources.get(i))));
        if (!matches.isEmpty()) {
          evaluation.writeMatches(matches.get(i), configuration);
        }
      }
      return withChanged(outcomes, picked -> LocalEvaluation.examples(picked, truth));
    }
    try (SparkSession session = spark.open("evaluate")) {
      for (int i = 0; i < sources.size(); i++) {
        SparkEvaluation evaluation = new SparkEvaluation(session, truth, plan);
        outcomes.add(told(i, evaluation.evaluate(sources.get(i))));
        if (!matches.isEmpty()) {
          evaluation.writeMatches(matches.get(i));
        }
      }
      return withChanged(
          outcomes, picked -> new SparkEvaluation(session, truth, plan).examples(picked));
    }
  }

  /** Which images changed is known when all runs are measured: a second look takes those alone. */
  private List<EvaluateOutcome> withChanged(
      List<EvaluateOutcome> outcomes, Function<PickedImages, List<Example>> read) {
    long[] ids =
        Comparison.changedImages(outcomes.stream().map(EvaluateOutcome::results).toList(), CHANGED);
    if (ids.length == 0) {
      return outcomes;
    }
    List<EvaluateOutcome> all = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      all.add(outcomes.get(i).withChanged(read.apply(PickedImages.of(sources.get(i), ids))));
    }
    return all;
  }

  /** With what matching names and the checks have to say as warnings. */
  private EvaluateOutcome told(int run, EvaluateOutcome measured) {
    EvaluateOutcome outcome = measured;
    if (matches.get(run).isPresent()) {
      outcome = outcome.withWarnings(matches.get(run).get().warnings());
    }
    return checks ? outcome.withLastAsWarnings() : outcome;
  }
}
