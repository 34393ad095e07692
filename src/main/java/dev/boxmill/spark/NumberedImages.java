package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.store.SavedConfiguration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a detections folder in the order of paths, each with an image id, as COCO's files
 * want them. Executors write their parts of a file; the driver only strings those together, in the
 * memory of a buffer.
 *
 * <p>An image's id is the number that its file name ends with (000000000139.jpg is 139), where all
 * names have one and no two the same; otherwise its place, from 1, in the sorted paths.
 */
final class NumberedImages {
  private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\d{1,18})\\.[^./]*$");

  /** Images of a part: at 100 detections each some tens of megabytes, of sorted rows fewer. */
  private static final long IMAGES_A_PART = 20_000;

  private final SparkSession spark;
  private final String folder;
  private final JavaRDD<Row> sorted;
  private final boolean numbered;
  private final long[] before;

  /** Writes what a file has to say of an image. */
  @FunctionalInterface
  interface ImageWriter extends Serializable {
    /** Writes any number of JSON values. */
    void write(JsonGenerator json, long id, ImageDetections image) throws IOException;
  }

  /**
   * Looks at all paths.
   *
   * @param folder detect's rows
   * @param most images of a part, where they are large; else {@link Long#MAX_VALUE}
   */
  NumberedImages(SparkSession spark, String folder, long most) {
    this.spark = spark;
    this.folder = folder;
    Dataset<Row> rows = spark.read().parquet(folder);
    Dataset<Long> numbers =
        rows.select("path")
            .as(Encoders.STRING())
            .map((MapFunction<String, Long>) NumberedImages::number, Encoders.LONG());
    Row told =
        numbers.agg(min("value"), countDistinct(col("value")), count(lit(1)).as("all")).head();
    long images = told.getLong(2);
    numbered = images > 0 && told.getLong(0) >= 0 && told.getLong(1) == images;
    int parts = (int) (1 + images / Math.min(most, IMAGES_A_PART));
    sorted = rows.repartitionByRange(parts, col("path")).sortWithinPartitions("path").javaRDD();
    before = numbered ? new long[sorted.getNumPartitions()] : sizes(sorted);
  }

  /** Images in the parts before each. */
  private static long[] sizes(JavaRDD<Row> sorted) {
    List<Long> sizes =
        sorted
            .mapPartitions(
                part -> {
                  long size = 0;
                  for (; part.hasNext(); part.next()) {
                    size++;
                  }
                  return List.of(size).iterator();
                })
            .collect();
    long[] before = new long[sizes.size()];
    for (int i = 1; i < before.length; i++) {
      before[i] = before[i - 1] + sizes.get(i - 1);
    }
    return before;
  }

  /** Writes a JSON array of what the writer says of all images, in their order. */
  void array(ImageWriter writer, OutputStream out) throws IOException {
    SavedConfiguration configuration =
        new SavedConfiguration(spark.sparkContext().hadoopConfiguration());
    Path scratch = new Path(folder, "_coco-" + UUID.randomUUID());
    String place = scratch.toString();
    boolean byName = numbered;
    long[] offsets = before;
    FileSystem files = scratch.getFileSystem(configuration.value());
    try {
      List<String> written =
          sorted
              .mapPartitionsWithIndex(
                  (index, rows) -> {
                    Part part = new Part(byName, offsets[index], place, configuration);
                    return List.of(part.write(rows, index, writer)).iterator();
                  },
                  true)
              .collect();
      concatenate(files, scratch, written, out);
    } finally {
      files.delete(scratch, true);
    }
  }

  /** One task's part of the file. */
  private record Part(
      boolean numbered, long before, String folder, SavedConfiguration configuration) {

    /** Writes values with commas between them; returns the file's name, or "" for no value. */
    String write(Iterator<Row> rows, int index, ImageWriter writer) throws IOException {
      // A name of its own for each attempt: of two at once only one's answer counts.
      String name = index + "-" + UUID.randomUUID();
      Path file = new Path(folder, name);
      FileSystem files = file.getFileSystem(configuration.value());
      files.setWriteChecksum(false);
      long place = before;
      try (OutputStream out = new BufferedOutputStream(files.create(file, true), 1 << 16);
          JsonGenerator json = new JsonFactory().setRootValueSeparator(",").createGenerator(out)) {
        while (rows.hasNext()) {
          ImageDetections image = ImageDetectionsCodec.decode(rows.next());
          place++;
          writer.write(json, numbered ? number(image.path()) : place, image);
        }
      }
      return files.getFileStatus(file).getLen() == 0 ? "" : name;
    }
  }

  private static void concatenate(
      FileSystem files, Path folder, List<String> parts, OutputStream out) throws IOException {
    out.write('[');
    boolean first = true;
    for (String part : parts) {
      if (part.isEmpty()) {
        continue;
      }
      if (!first) {
        out.write(',');
      }
      first = false;
      try (InputStream in = files.open(new Path(folder, part))) {
        in.transferTo(out);
      }
    }
    out.write(']');
  }

  private static long number(String path) {
    Matcher matcher = TRAILING_NUMBER.matcher(path);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
