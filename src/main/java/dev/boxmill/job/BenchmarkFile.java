package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import dev.boxmill.inference.BatchGrowth;
import dev.boxmill.inference.Benchmark;
import dev.boxmill.inference.Latency;
import dev.boxmill.spark.DetectModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code benchmark.json} of detect (docs/formats/benchmark.md). */
final class BenchmarkFile {
  static final String NAME = "benchmark.json";
  private static final String SCHEMA = "boxmill-benchmark/1";

  private BenchmarkFile() {}

  static String json(DetectConfig config, DetectModel model, Benchmark.Result result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("version", Version.number());
    root.put("model", model.fileName());
    root.put("modelSha256", model.checksum());
    root.put("head", model.descriptor().family());
    JsonNode descriptor = descriptor(model);
    root.put("parameters", number(descriptor, "parameters"));
    root.put("gflops", number(descriptor, "gflops"));
    JsonNode input = descriptor.path("input");
    root.put("input", input.isArray() ? input : null);
    root.put("engine", result.engine());
    root.put("device", result.device());
    root.put("threads", 1);
    root.put("machine", Machine.facts());
    root.put("images", result.images());
    root.put("unreadable", result.unreadable());
    root.put("warmUpBatches", Benchmark.WARM_UP_BATCHES);
    root.put("scoreThreshold", config.scoreThreshold());
    root.put("maxDetections", config.maxDetections());
    root.put("nms", model.nms().method());
    root.put("nmsIou", Double.isNaN(model.nms().iou()) ? null : model.nms().iou());
    root.put("detections", result.detections());
    root.put("latencyMs", latencies(result));
    root.put("batches", result.batches().stream().map(BenchmarkFile::point).toList());
    root.put("batchSize", BatchGrowth.best(result.batches()).batchSize());
    root.put("imagesPerSecond", rounded(BatchGrowth.best(result.batches()).imagesPerSecond()));
    root.put("residentBytes", Machine.residentBytes());
    root.put("peakResidentBytes", Machine.peakResidentBytes());
    try {
      return RunFacts.JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new InternalException("a benchmark does not serialise", e);
    }
  }

  private static Map<String, Latency> latencies(Benchmark.Result result) {
    Map<String, Latency> latencies = new LinkedHashMap<>();
    latencies.put("forward", result.forward());
    latencies.put("withoutNms", result.withoutNms());
    latencies.put("withNms", result.withNms());
    latencies.put("fromBytes", result.fromBytes());
    return latencies;
  }

  private static Map<String, Object> point(BatchGrowth.Point point) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("batchSize", point.batchSize());
    root.put("imagesPerSecond", rounded(point.imagesPerSecond()));
    return root;
  }

  /** To hundredths: the clock is no better. */
  private static double rounded(double imagesPerSecond) {
    return Math.round(100 * imagesPerSecond) / 100.0;
  }

  private static JsonNode descriptor(DetectModel model) {
    try {
      return RunFacts.JSON.readTree(model.descriptor().json());
    } catch (IOException e) {
      throw new InternalException("a descriptor that was read does not parse", e);
    }
  }

  private static JsonNode number(JsonNode descriptor, String key) {
    JsonNode value = descriptor.path(key);
    return value.isNumber() && value.asDouble() >= 0 ? value : null;
  }

  /** The table for the terminal. */
  static String table(DetectModel model, Benchmark.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s on %s, %s, 1 thread, %,d images%n",
            model.fileName(),
            result.device(),
            result.engine(),
            result.images()));
    text.append(String.format("%-26s %9s %9s %9s%n", "ms an image", "p50", "p90", "p99"));
    row(text, "model alone", result.forward());
    row(text, "to boxes, without NMS", result.withoutNms());
    row(text, "to boxes, with NMS", result.withNms());
    row(text, "from bytes, with NMS", result.fromBytes());
    text.append(String.format("%-26s %9s%n", "batch size", "images/s"));
    BatchGrowth.Point best = BatchGrowth.best(result.batches());
    for (BatchGrowth.Point point : result.batches()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-26d %9.1f%s%n",
              point.batchSize(),
              point.imagesPerSecond(),
              point.equals(best) ? "  best" : ""));
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Latency latency) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-26s %9.2f %9.2f %9.2f%n",
            name,
            latency.p50(),
            latency.p90(),
            latency.p99()));
  }

  /**
   * What leaderboards take from benchmarks, by the models' names.
   *
   * @param given files, or folders with a file of the usual name
   * @throws UserException when one is no benchmark, or two are of one model
   */
  static Map<String, Map<String, Object>> facts(List<Path> given) {
    Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
    for (Path path : given) {
      Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
      String what = "--benchmarks " + file;
      JsonNode benchmark;
      try {
        benchmark = RunFacts.JSON.readTree(Files.readString(file));
      } catch (IOException e) {
        throw new UserException(what + ": cannot be read; name what detect --benchmark wrote", e);
      }
      if (!benchmark.path("schema").asText().equals(SCHEMA)) {
        throw new UserException(what + ": no " + SCHEMA + "; name what detect --benchmark wrote");
      }
      String model = benchmark.path("model").asText();
      Map<String, Object> known = new LinkedHashMap<>();
      for (String fact : LeaderboardEntry.FACTS) {
        if (benchmark.path(fact).isNumber()) {
          known.put(fact, benchmark.path(fact).asDouble());
        }
      }
      if (facts.put(model, known) != null) {
        throw new UserException(what + ": another benchmark is of " + model + " too; keep one");
      }
    }
    return facts;
  }
}
