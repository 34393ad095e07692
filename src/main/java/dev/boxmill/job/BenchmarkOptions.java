package dev.boxmill.job;

import dev.boxmill.error.UserException;
import picocli.CommandLine.Option;

/** Options of {@code detect} on measuring a model instead of running it over all images. */
final class BenchmarkOptions {
  @Option(
      names = "--benchmark",
      description =
          "Write no detections but the model's speed, latency and size, to benchmark.json at"
              + " --out. Runs in this process, without Spark.")
  boolean wanted;

  @Option(
      names = "--benchmark-images",
      defaultValue = "200",
      paramLabel = "N",
      description = "Most images that --benchmark measures on (default: ${DEFAULT-VALUE}).")
  int images;

  void check() {
    if (images < 1) {
      throw new UserException("--benchmark-images " + images + ": give at least 1");
    }
  }
}
