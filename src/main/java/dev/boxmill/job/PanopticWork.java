package dev.boxmill.job;

import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.PanopticQuality;
import dev.boxmill.spark.SparkPanoptic;
import dev.boxmill.store.PanopticFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** evaluate's protocol that reads pixels instead of detections. */
final class PanopticWork implements EvaluateWork {
  /** Beyond some ten thousand images, hours of decoding are worth more machines. */
  private static final long BYTES_AN_IMAGE = 20_000;

  private final SparkOptions spark;
  private final PanopticFiles files;

  PanopticWork(EvaluateConfig config, SparkOptions spark, Configuration configuration) {
    this.spark = spark;
    this.files =
        PanopticFiles.read(
            new PanopticFiles.Files(config.groundTruth(), config.groundTruthMasks()),
            new PanopticFiles.Files(config.detections().get(0), config.detectionMasks()),
            config.options().mode(),
            configuration);
  }

  @Override
  public Truth truth() {
    return new Truth(files.images(), files.truthSegments(), files.categories().size());
  }

  @Override
  public long bytes() {
    return BYTES_AN_IMAGE * files.images();
  }

  @Override
  public List<EvaluateOutcome> evaluate(String master, List<Path> matches) throws IOException {
    MetricResult result;
    if (master.equals(SparkOptions.NONE)) {
      result = here();
    } else {
      try (SparkSession session = spark.open("evaluate")) {
        result = SparkPanoptic.evaluate(session, files);
      }
    }
    return List.of(
        new EvaluateOutcome(List.of(result), List.of(), files.predictedSegments(), List.of()));
  }

  private MetricResult here() {
    int strands = 4 * Runtime.getRuntime().availableProcessors();
    Map<Integer, List<byte[]>> byClass = new TreeMap<>();
    IntStream.range(0, strands)
        .parallel()
        .mapToObj(
            s -> files.evaluate(IntStream.iterate(s, i -> i < files.images(), i -> i + strands)))
        .toList()
        .forEach(
            fragments ->
                fragments.forEach(
                    (id, fragment) ->
                        byClass.computeIfAbsent(id, k -> new ArrayList<>()).add(fragment)));
    PanopticQuality quality = files.quality();
    byClass.forEach((id, parts) -> quality.mergeReduced(id, PanopticQuality.reduce(parts)));
    return quality.result();
  }
}
