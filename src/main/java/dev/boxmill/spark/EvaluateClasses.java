package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.Fragments;
import dev.boxmill.eval.ImageErrors;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Evaluates all classes of a partition; gives one {@link EvaluatedPart}. */
record EvaluateClasses(Broadcast<Annotations> shared, String protocol, Metric.Mode mode)
    implements MapPartitionsFunction<Row, Row> {
  /** Examples of unknown ids that a message shows. */
  static final int SHOWN = 5;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Annotations truth = shared.value();
    Unknown images = new Unknown();
    Unknown classes = new Unknown();
    long detections = 0;
    boolean unreadable = false;
    List<DetectionTable> tables = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (DetectionBlockCodec.isUnreadable(row)) {
        unreadable = true;
        continue;
      }
      DetectionTable table = DetectionBlockCodec.decode(row);
      detections += table.size();
      tables.add(known(truth, table, images, classes));
    }
    DetectionTable all = DetectionTable.concat(tables);
    ImageErrors errors = new ImageErrors(truth);
    Metric.Evaluation evaluation =
        Metrics.find(protocol).start(truth, EvaluationOptions.standard().withMode(mode));
    if (!unreadable) {
      errors.add(all);
      evaluation.add(all);
    }
    EvaluatedPart part =
        new EvaluatedPart(
            Fragments.pack(evaluation.close()),
            errors.save(),
            detections,
            images.rows,
            List.copyOf(images.smallest),
            classes.rows,
            List.copyOf(classes.smallest),
            unreadable);
    return List.of(EvaluatedPartCodec.encode(part)).iterator();
  }

  /** The rows whose image and class exist; the others are counted. */
  private static DetectionTable known(
      Annotations truth, DetectionTable table, Unknown images, Unknown classes) {
    DetectionTable.Builder kept = new DetectionTable.Builder(table.size());
    for (int row = 0; row < table.size(); row++) {
      if (truth.images().indexOf(table.imageId(row)) < 0) {
        images.add(table.imageId(row));
      } else if (truth.categoryIndex(table.categoryId(row)) < 0) {
        classes.add(table.categoryId(row));
      } else {
        kept.add(table, row);
      }
    }
    return kept.build();
  }

  /** Counts rows with unknown ids and keeps the smallest few ids. */
  private static final class Unknown {
    private final TreeSet<Long> smallest = new TreeSet<>();
    private long rows;

    void add(long id) {
      rows++;
      smallest.add(id);
      if (smallest.size() > SHOWN) {
        smallest.pollLast();
      }
    }
  }
}
