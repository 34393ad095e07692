package dev.boxmill.spark;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.format.DetectionLabels;
import dev.boxmill.store.OutputNames;
import dev.boxmill.store.SavedConfiguration;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** A label file for each readable image of detect's rows, written by the executors. */
public final class LabelFilesRun {
  private LabelFilesRun() {}

  /**
   * Writes.
   *
   * @param spark runs a task a part of the rows
   * @param rows folder of detect's Parquet
   * @param labels the files' format and extension
   * @param categoryIds in the order that numbers the classes
   * @param to an existing folder
   */
  public static void write(
      SparkSession spark, String rows, DetectionLabels labels, int[] categoryIds, Path to) {
    Map<Integer, Integer> classes = new HashMap<>();
    for (int i = 0; i < categoryIds.length; i++) {
      classes.putIfAbsent(categoryIds[i], i);
    }
    Dataset<Row> images = spark.read().parquet(rows);
    OutputNames names = names(images);
    SavedConfiguration configuration =
        new SavedConfiguration(spark.sparkContext().hadoopConfiguration());
    String folder = to.toString();
    VoidFunction<Iterator<Row>> write =
        part -> write(part, names, labels, classes, folder, configuration);
    images.javaRDD().foreachPartition(write);
  }

  /** Names for the files of all rows. */
  static OutputNames names(Dataset<Row> rows) {
    Row ends = rows.agg(min("path"), max("path")).head();
    OutputNames plain = new OutputNames(ends.getString(0), ends.getString(1));
    JavaRDD<String> paths = rows.select("path").javaRDD().map(row -> row.getString(0));
    List<String> shared =
        paths
            .mapToPair(path -> new Tuple2<>(plain.key(path), 1))
            .reduceByKey(Integer::sum)
            .filter(count -> count._2() > 1)
            .keys()
            .collect();
    Set<String> keys = new HashSet<>(shared);
    return plain.withShared(keys);
  }

  private static void write(
      Iterator<Row> rows,
      OutputNames names,
      DetectionLabels labels,
      Map<Integer, Integer> classes,
      String folder,
      SavedConfiguration configuration)
      throws IOException {
    FileSystem files = new Path(folder).getFileSystem(configuration.value());
    files.setWriteChecksum(false);
    while (rows.hasNext()) {
      ImageDetections image = ImageDetectionsCodec.decode(rows.next());
      if (image.error() == null) {
        Path file = new Path(folder + "/" + names.of(image.path()) + labels.extension());
        labels.write(image, classes, files.create(file, true));
      }
    }
  }
}
