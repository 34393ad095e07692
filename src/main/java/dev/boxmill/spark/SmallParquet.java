package dev.boxmill.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/** Parquet folders of results that fit the driver. */
public final class SmallParquet {
  private SmallParquet() {}

  /**
   * Writes a folder of one file, rows in the given order. They travel by broadcast, since a task
   * should stay small.
   */
  public static void write(SparkSession spark, List<Row> rows, StructType schema, String folder) {
    Broadcast<ArrayList<Row>> shared =
        spark
            .sparkContext()
            .broadcast(new ArrayList<>(rows), ClassTag$.MODULE$.apply(ArrayList.class));
    MapPartitionsFunction<Long, Row> all = unused -> shared.value().iterator();
    spark.range(0, 1, 1, 1).mapPartitions(all, Encoders.row(schema)).write().parquet(folder);
    shared.destroy();
  }
}
