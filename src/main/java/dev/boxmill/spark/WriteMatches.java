package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.eval.Match;
import dev.boxmill.eval.MatchList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Makes rows of {@link Match} of the images that {@link DealOut} deals to a task, those without
 * detections included.
 *
 * @param tasks their number
 */
record WriteMatches(Broadcast<Annotations> shared, int tasks)
    implements Function2<Integer, Iterator<Tuple2<Integer, byte[]>>, Iterator<Row>> {

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("image_id", DataTypes.LongType, false)
            .add("category_id", DataTypes.IntegerType, false)
            .add("outcome", DataTypes.StringType, false);
    for (String name : List.of("score", "x", "y", "w", "h")) {
      schema = schema.add(name, DataTypes.DoubleType, false);
    }
    return schema
        .add("ground_truth_id", DataTypes.LongType, false)
        .add("iou", DataTypes.DoubleType, false);
  }

  @Override
  public Iterator<Row> call(Integer task, Iterator<Tuple2<Integer, byte[]>> blocks) {
    DetectionTable.Builder detections = new DetectionTable.Builder();
    while (blocks.hasNext()) {
      DetectionBytes.read(blocks.next()._2(), detections);
    }
    List<Row> rows = new ArrayList<>();
    new MatchList(shared.value(), detections.build())
        .forEach(id -> DealOut.taskOf(id, tasks) == task, match -> rows.add(row(match)));
    return rows.iterator();
  }

  private static Row row(Match m) {
    return RowFactory.create(
        m.imageId(),
        m.categoryId(),
        m.outcome(),
        m.score(),
        m.x(),
        m.y(),
        m.w(),
        m.h(),
        m.groundTruthId(),
        m.iou());
  }
}
