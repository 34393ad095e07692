package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.DetectSession;
import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.StageTimes;
import dev.boxmill.input.EntryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** One partition of batches of images through the executor's model. */
final class DetectTask
    implements FlatMapFunction<Iterator<Row[]>, Row>,
        FlatMapFunction2<Iterator<Row[]>, Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  /** Requests of a task that wait for a store at once. */
  private static final int REMOTE_READS = 8;

  private final DetectPlan plan;
  private final DecodeOptions options;
  private final boolean remote;
  private final Broadcast<SerializableConfiguration> configuration;
  private final LongAccumulator done;
  private final ErrorCounts errors;
  private final CollectionAccumulator<long[]> sweeps;
  private final StageCounts stages;

  /**
   * @param plan its files are names among Spark's files
   * @param remote whether any image lies on another machine
   */
  DetectTask(
      DetectPlan plan,
      DecodeOptions options,
      boolean remote,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator done,
      ErrorCounts errors,
      CollectionAccumulator<long[]> sweeps,
      StageCounts stages) {
    this.plan = plan;
    this.remote = remote;
    this.options = options;
    this.configuration = configuration;
    this.done = done;
    this.errors = errors;
    this.sweeps = sweeps;
    this.stages = stages;
  }

  @Override
  public Iterator<Row> call(Iterator<Row[]> batches) {
    return run(batches, UnaryOperator.identity());
  }

  /** The same with proposals, as {@link ProposalTable#of} gives them. */
  @Override
  public Iterator<Row> call(Iterator<Row[]> batches, Iterator<Row> proposals) {
    return run(batches, new GivenProposals(proposals)::with);
  }

  private Iterator<Row> run(Iterator<Row[]> batches, UnaryOperator<ImageSource> given) {
    if (!batches.hasNext()) {
      return Collections.emptyIterator();
    }
    DetectSession session =
        DetectSession.open(plan, file -> Path.of(SparkFiles.get(file)), TaskGpu.index());
    EntryReader reader = new EntryReader(options, configuration.value().value());
    DetectionStream pipeline =
        session.start(images(batches, reader, given), threads(session.device()), options);
    // Also when the task is killed or the consumer stops early.
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener)
                context -> {
                  pipeline.close();
                  session.close();
                  close(reader);
                });
    return new Iterator<>() {
      private boolean told;
      private long given;

      @Override
      public boolean hasNext() {
        if (given != 0) {
          StageTimes.add(StageTimes.Stage.WRITE, given);
          given = 0;
        }
        boolean more = pipeline.hasNext();
        if (!more && !told) {
          told = true;
          session.sweepTotals().ifPresent(sweeps::add);
          stages.tell();
        }
        return more;
      }

      @Override
      public Row next() {
        ImageDetections image = pipeline.next();
        done.add(1);
        errors.add(image.error());
        Row row = ImageDetectionsCodec.encode(image);
        given = System.nanoTime();
        return row;
      }
    };
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

  private static Iterator<ImageSource> images(
      Iterator<Row[]> batches, EntryReader reader, UnaryOperator<ImageSource> given) {
    Iterable<Row[]> once = () -> batches;
    return StreamSupport.stream(once.spliterator(), false)
        .flatMap(Arrays::stream)
        .map(row -> given.apply(reader.open(ImageEntryCodec.decode(row))))
        .iterator();
  }

  private static void close(EntryReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
