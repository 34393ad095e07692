package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.DetectSession;
import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.store.TryNotes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
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
  private final String tries;

  /**
   * @param plan its files are names among Spark's files
   * @param remote whether any image lies on another machine
   * @param tries where a task that is tried again notes what it runs, {@link TryNotes}
   */
  ModelWork(
      DetectPlan plan,
      DecodeOptions options,
      boolean remote,
      Broadcast<SerializableConfiguration> configuration,
      String tries) {
    this.plan = plan;
    this.options = options;
    this.remote = remote;
    this.configuration = configuration;
    this.tries = tries;
  }

  @Override
  public Stream start(Iterator<ImageEntry> images, UnaryOperator<ImageSource> given) {
    DetectSession session =
        DetectSession.open(plan, file -> Path.of(SparkFiles.get(file)), TaskGpu.index());
    EntryReader reader = new EntryReader(options, configuration.value().value());
    return new Running(session, reader, pipeline(session, opened(images, reader, given)));
  }

  private DetectionStream pipeline(DetectSession session, Iterator<ImageSource> images) {
    if (TaskContext.get().attemptNumber() > 0) {
      TryNotes notes = new TryNotes(tries, configuration.value().value());
      return new CarefulStream(session, images, options, notes);
    }
    return ModelTurns.shared(session.start(images, threads(session.device()), options));
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

  private static Iterator<ImageSource> opened(
      Iterator<ImageEntry> images, EntryReader reader, UnaryOperator<ImageSource> given) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public ImageSource next() {
        return given.apply(reader.open(images.next()));
      }
    };
  }

  private record Running(DetectSession session, EntryReader reader, DetectionStream pipeline)
      implements Stream {

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
