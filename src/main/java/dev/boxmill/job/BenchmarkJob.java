package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.Benchmark;
import dev.boxmill.inference.Combination;
import dev.boxmill.inference.Detector;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** {@code detect --benchmark}: measures a model on this machine; needs no Spark. */
final class BenchmarkJob {
  /** As far as throughput grows. */
  private static final int MOST_BATCH = 32;

  private BenchmarkJob() {}

  /** The exit code. */
  static int run(DetectConfig config, Configuration hadoop) throws IOException {
    RunFacts facts = new RunFacts("benchmark");
    DetectModel model =
        DetectModels.find(config.models(), config.nms(), Combination.NONE.fused(), hadoop).get(0);
    DetectImages images = config.inputs().list(hadoop);
    try (AtomicOutput out = AtomicOutput.folder(config.out(), hadoop)) {
      Benchmark.Result result = measure(config, model, images, hadoop);
      config.inputs().record(facts);
      ModelRecord.options(facts, config, List.of(model));
      ModelRecord.facts(facts, List.of(model));
      facts.option("benchmark", true).option("benchmark-images", config.benchmark().images);
      facts.fact("images", result.images()).fact("errors", result.unreadable());
      write(out, BenchmarkFile.NAME, BenchmarkFile.json(config, model, result));
      write(out, RunFacts.FILE, facts.json());
      out.commit();
      System.out.print(BenchmarkFile.table(model, result));
      System.out.println("detect: benchmark -> " + config.out());
    }
    return 0;
  }

  private static Benchmark.Result measure(
      DetectConfig config, DetectModel model, DetectImages images, Configuration hadoop)
      throws IOException {
    Benchmark benchmark =
        new Benchmark(
            Path.of(URI.create(model.uri())),
            new Detector.Settings(
                model.checksum(),
                model.descriptor().json(),
                model.descriptor().source(),
                config.device(),
                1,
                config.scoreThreshold(),
                model.nms(),
                config.maxDetections(),
                null),
            images.options());
    List<ImageEntry> list = images.list();
    long wanted = Math.min(list.size(), config.benchmark().images);
    boolean any = false;
    try (EntryReader reader = new EntryReader(images.options(), hadoop)) {
      for (long i = 0; i < wanted; i++) {
        // Spread over the list: a folder's first images are often of one kind.
        any |= benchmark.add(reader.open(list.get((int) (i * list.size() / wanted))));
      }
    }
    if (!any) {
      throw new UserException(
          "--benchmark: none of the " + wanted + " images could be read; check --images");
    }
    return benchmark.run(MOST_BATCH);
  }

  private static void write(AtomicOutput folder, String name, String text) {
    folder.writeText(new org.apache.hadoop.fs.Path(folder.temporary(), name), text);
  }
}
