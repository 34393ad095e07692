package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.format.CocoResults;
import dev.boxmill.format.Source;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The steps of a COCO evaluation on one thread, over all classes: ordering, matching (IoU included)
 * and accumulation. The folder is {@link EvaluateBench}'s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
public class MatchBench {
  @Param("out/coco5000")
  public String folder;

  private final CocoParameters parameters = CocoParameters.standard();
  private Annotations truth;
  private DetectionTable detections;
  private PairIndex truths;
  private PairIndex found;
  private CategoryOrder[] orders;
  private CategoryOutcomes[] outcomes;

  @Setup
  public void load() {
    truth = new CocoFormat().read(Source.file(Path.of(folder, "gt.json")));
    detections = CocoResults.read(Source.file(Path.of(folder, "dt.json")));
    CocoIndex index = new CocoIndex(truth, parameters);
    truths = index.truths();
    found = index.detections(detections);
    orders = new CategoryOrder[truth.categories().size()];
    outcomes = new CategoryOutcomes[orders.length];
    for (int k = 0; k < orders.length; k++) {
      orders[k] = CategoryOrder.of(detections, found, k);
      outcomes[k] = match(k);
    }
  }

  @Benchmark
  public void order(Blackhole to) {
    for (int k = 0; k < orders.length; k++) {
      to.consume(CategoryOrder.of(detections, found, k));
    }
  }

  @Benchmark
  public void match(Blackhole to) {
    for (int k = 0; k < orders.length; k++) {
      to.consume(match(k));
    }
  }

  @Benchmark
  public void accumulate(Blackhole to) {
    for (int k = 0; k < orders.length; k++) {
      CategoryCells cells = new CategoryCells(parameters, truths.size(k), outcomes[k].detections());
      new CategoryAccumulator(parameters, outcomes[k], orders[k].byScore(), cells)
          .accumulate(truth.groundTruths(), truths, k);
      to.consume(cells);
    }
  }

  private CategoryOutcomes match(int k) {
    return new CategoryMatcher(parameters, truth, truths, detections, found, k, orders[k]).match();
  }
}
