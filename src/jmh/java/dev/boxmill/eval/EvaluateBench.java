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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * COCO evaluation as a library call. The folder holds gt.json and dt.json, as {@code
 * tools/make_coco_workload.py FOLDER 5000} writes them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
public class EvaluateBench {
  @Param("out/coco5000")
  public String folder;

  private Source truthFile;
  private Source detectionFile;
  private Annotations truth;
  private DetectionTable detections;

  @Setup
  public void load() {
    truthFile = Source.file(Path.of(folder, "gt.json"));
    detectionFile = Source.file(Path.of(folder, "dt.json"));
    truth = new CocoFormat().read(truthFile);
    detections = CocoResults.read(detectionFile);
  }

  @Benchmark
  public Annotations readGroundTruth() {
    return new CocoFormat().read(truthFile);
  }

  @Benchmark
  public DetectionTable readDetections() {
    return CocoResults.read(detectionFile);
  }

  @Benchmark
  public CocoResult evaluate() {
    return CocoMetric.evaluate(truth, detections);
  }

  @Benchmark
  public Object evaluateFiles() {
    return CocoMetric.evaluate(new CocoFormat().read(truthFile), CocoResults.read(detectionFile))
        .statistics();
  }

  /** Runs this bench: an optional argument names the folder. */
  public static void main(String[] args) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(EvaluateBench.class.getSimpleName());
    options.timeout(TimeValue.minutes(10));
    if (args.length > 0) {
      options.param("folder", args[0]);
    }
    new Runner(options.build()).run();
  }
}
