package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.DetectSession;
import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Images through the executor's model. */
final class ModelWork implements DetectWork {
  private static final long serialVersionUID = 1L;

  /** Requests of a task that wait for a store at once. */
  private static final int REMOTE_READS = 8;

  private final DetectPlan plan;
  private final DecodeOptions options;
  private final boolean remote;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * @param plan its files are names among Spark's files
   * @param remote whether any image lies on another machine
   */
  ModelWork(
      DetectPlan plan,
      DecodeOptions options,
      boolean remote,
      Broadcast<SerializableConfiguration> configuration) {
    this.plan = plan;
    this.options = options;
    this.remote = remote;
    this.configuration = configuration;
  }

  @Override
  public Stream start(Iterator<ImageEntry> images) {
    DetectSession session =
        DetectSession.open(plan.withGpu(TaskGpu.index()), file -> Path.of(SparkFiles.get(file)));
    EntryReader reader = new EntryReader(options, configuration.value().value());
    return new Running(session, reader, opened(images, reader), threads(session.device()));
  }

  /**
   * A GPU is fed by all cores of its executor; on a CPU the tasks beside this one decode too. A
   * thread that waits for a store needs no core.
   */
  private int threads(String device) {
    int decoding =
        device.equals("cpu") ? 1 : Math.max(2, Runtime.getRuntime().availableProcessors() - 1);
    return remote ? Math.max(REMOTE_READS, decoding) : decoding;
  }

  private static Iterator<ImageSource> opened(Iterator<ImageEntry> images, EntryReader reader) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public ImageSource next() {
        return reader.open(images.next());
      }
    };
  }

  private final class Running implements Stream {
    private final DetectSession session;
    private final EntryReader reader;
    private final DetectionStream pipeline;

    Running(DetectSession session, EntryReader reader, Iterator<ImageSource> images, int threads) {
      this.session = session;
      this.reader = reader;
      pipeline = session.start(images, threads, options);
    }

    @Override
    public boolean hasNext() {
      return pipeline.hasNext();
    }

    @Override
    public ImageDetections next() {
      return pipeline.next();
    }

    @Override
    public Optional<long[]> sweepTotals() {
      return session.sweepTotals();
    }

    @Override
    public void close() {
      pipeline.close();
      session.close();
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
