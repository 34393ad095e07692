package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.StageTimes;
import dev.boxmill.input.ImageEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/** One partition of batches of images to rows. */
final class DetectTask
    implements FlatMapFunction<Iterator<Row[]>, Row>,
        FlatMapFunction2<Iterator<Row[]>, Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  private final DetectWork work;
  private final LongAccumulator done;
  private final ErrorCounts errors;
  private final CollectionAccumulator<long[]> sweeps;
  private final StageCounts stages;

  DetectTask(
      DetectWork work,
      LongAccumulator done,
      ErrorCounts errors,
      CollectionAccumulator<long[]> sweeps,
      StageCounts stages) {
    this.work = work;
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
    DetectWork.Stream stream = work.start(images(batches), given);
    // Also when the task is killed or the consumer stops early.
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> stream.close());
    return new Iterator<>() {
      private boolean told;
      private long handedOn;

      @Override
      public boolean hasNext() {
        if (handedOn != 0) {
          StageTimes.add(StageTimes.Stage.WRITE, handedOn);
          handedOn = 0;
        }
        boolean more = stream.hasNext();
        if (!more && !told) {
          told = true;
          stream.sweepTotals().ifPresent(sweeps::add);
          stages.tell();
        }
        return more;
      }

      @Override
      public Row next() {
        ImageDetections image = stream.next();
        done.add(1);
        errors.add(image.error());
        Row row = ImageDetectionsCodec.encode(image);
        handedOn = System.nanoTime();
        return row;
      }
    };
  }

  private static Iterator<ImageEntry> images(Iterator<Row[]> batches) {
    Iterable<Row[]> once = () -> batches;
    return StreamSupport.stream(once.spliterator(), false)
        .flatMap(Arrays::stream)
        .map(ImageEntryCodec::decode)
        .iterator();
  }
}
