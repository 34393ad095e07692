package dev.boxmill.spark;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageListing;
import dev.boxmill.store.HadoopSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lists and reads a folder of images as detect does: {@code -p folder=s3a://bucket/photos}, {@code
 * -p threads=8} for the reads of a task.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class ImageReadBench {
  @Param("models/data/val")
  public String folder;

  @Param({"1", "8", "16"})
  public int threads;

  private Configuration configuration;
  private ExecutorService pool;
  private EntryReader reader;

  @Setup
  public void open() {
    configuration = HadoopSettings.load();
    reader = new EntryReader(DecodeOptions.standard(), configuration);
    pool = Executors.newFixedThreadPool(threads);
  }

  @TearDown
  public void close() throws IOException {
    reader.close();
    pool.shutdownNow();
  }

  @Benchmark
  public long listAndRead() throws Exception {
    List<Future<Integer>> reads =
        ImageListing.list(List.of(folder), null, configuration).stream()
            .map(reader::open)
            .map(image -> pool.submit(() -> image.fetch().length))
            .collect(Collectors.toList());
    long bytes = 0;
    for (Future<Integer> read : reads) {
      bytes += read.get();
    }
    return bytes;
  }
}
