package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectionPipeline;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.store.SavedConfiguration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** Rows of one partition, each with its detections behind it. */
final class ObjectDetectorTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final BroadcastModel model;
  private final Detector.Settings settings;
  private final ImageColumn column;
  private final DecodeOptions options;
  private final SavedConfiguration configuration;

  ObjectDetectorTask(
      BroadcastModel model,
      Detector.Settings settings,
      ImageColumn column,
      DecodeOptions options,
      SavedConfiguration configuration) {
    this.model = model;
    this.settings = settings;
    this.column = column;
    this.options = options;
    this.configuration = configuration;
  }

  /** The input's columns and one more. */
  static StructType schema(StructType input, String outputCol) {
    StructType all = ImageDetectionsCodec.schema();
    StructType found = new StructType();
    for (String field : new String[] {"width", "height", "detections", "error"}) {
      found = found.add(all.apply(field));
    }
    return input.add(outputCol, found, false);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    Detector detector = Detector.open(model.file(), settings, TaskGpu.index());
    // Rows whose images are on their way: three batches at most.
    Queue<Row> waiting = new ArrayDeque<>();
    Iterator<ImageSource> images =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public ImageSource next() {
            Row row = rows.next();
            waiting.add(row);
            return column.image(row, options, configuration.value());
          }
        };
    int threads =
        detector.device().equals("cpu")
            ? 1
            : Math.max(2, Runtime.getRuntime().availableProcessors() - 1);
    DetectionPipeline pipeline = new DetectionPipeline(detector, images, threads, options);
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener)
                context -> {
                  pipeline.close();
                  detector.close();
                });
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pipeline.hasNext();
      }

      @Override
      public Row next() {
        return join(waiting, pipeline.next());
      }
    };
  }

  private static Row join(Queue<Row> waiting, ImageDetections image) {
    Row row = waiting.remove();
    Row found = ImageDetectionsCodec.encode(image);
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    // Without the path, which the row has itself or does not.
    values[row.length()] =
        RowFactory.create(found.get(1), found.get(2), found.get(3), found.get(4));
    return RowFactory.create(values);
  }
}
