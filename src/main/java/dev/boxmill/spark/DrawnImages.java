package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.BoxPainter;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.store.OutputNames;
import dev.boxmill.store.SavedConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The first images of a run with their boxes on them, drawn by the executors. */
public final class DrawnImages {
  private DrawnImages() {}

  /**
   * Draws the first {@code count} images by path, as JPEG; those that could not be read are left
   * out.
   *
   * @param spark runs the tasks that fetch and draw
   * @param images the list that was run, with its limits
   * @param rows folder of detect's Parquet
   * @param count at least 0
   * @param threshold least score that is drawn
   * @param to folder
   */
  public static void write(
      SparkSession spark, DetectImages images, String rows, int count, double threshold, Path to) {
    Set<String> chosen =
        images.list().stream()
            .map(ImageEntry::path)
            .sorted(Comparator.naturalOrder())
            .limit(count)
            .collect(Collectors.toSet());
    Dataset<Row> all = spark.read().parquet(rows);
    OutputNames names = LabelFilesRun.names(all);
    Map<String, Row> found = new HashMap<>();
    for (Row row : all.filter(col("path").isInCollection(chosen)).collectAsList()) {
      if (row.isNullAt(row.fieldIndex("error"))) {
        found.put(row.getString(0), row);
      }
    }
    // In the list's order, in which archives are read.
    List<Row> work = new ArrayList<>();
    for (ImageEntry entry : images.list()) {
      Row row = found.get(entry.path());
      if (row != null) {
        String name = names.of(entry.path()) + ".jpg";
        work.add(RowFactory.create(ImageEntryCodec.encode(entry), row, name));
      }
    }
    if (work.isEmpty()) {
      return;
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    SavedConfiguration configuration =
        new SavedConfiguration(spark.sparkContext().hadoopConfiguration());
    String folder = to.toString();
    DecodeOptions options = images.options();
    context
        .parallelize(work, Math.min(work.size(), context.defaultParallelism()))
        .foreachPartition(part -> draw(part, options, threshold, folder, configuration));
  }

  private static void draw(
      Iterator<Row> work,
      DecodeOptions options,
      double threshold,
      String folder,
      SavedConfiguration configuration)
      throws IOException {
    FileSystem files = new Path(folder).getFileSystem(configuration.value());
    files.setWriteChecksum(false);
    try (EntryReader reader = new EntryReader(options, configuration.value())) {
      while (work.hasNext()) {
        Row row = work.next();
        ImageEntry entry = ImageEntryCodec.decode(row.getStruct(0));
        ImageDetections image = ImageDetectionsCodec.decode(row.getStruct(1));
        try {
          byte[] bytes = reader.open(entry).fetch();
          byte[] jpeg = BoxPainter.paint(bytes, options, image.detections(), threshold);
          try (OutputStream out = files.create(new Path(folder + "/" + row.getString(2)), true)) {
            out.write(jpeg);
          }
        } catch (UnreadableImageException e) {
          // It changed since its boxes were found: they belong to no picture any more.
          continue;
        }
      }
    }
  }
}
