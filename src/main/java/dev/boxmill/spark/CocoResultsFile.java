package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.SavedConfiguration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * COCO results JSON of a detections folder, in the order of paths. Executors write their parts of
 * it; the driver only strings those together, in the memory of a buffer.
 *
 * <p>An image's id is the number that its file name ends with (000000000139.jpg is 139), where all
 * names have one and no two the same; otherwise its place, from 1, in the sorted paths.
 */
public final class CocoResultsFile {
  private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\d{1,18})\\.[^./]*$");

  /** Images of a part: at 100 detections each some tens of megabytes, of sorted rows fewer. */
  private static final long IMAGES_A_PART = 20_000;

  private CocoResultsFile() {}

  /** Writes the file that {@code output} stands for; does not commit it. */
  public static void write(SparkSession spark, String folder, AtomicOutput output) {
    Dataset<Row> rows = spark.read().parquet(folder);
    Dataset<Long> numbers =
        rows.select("path")
            .as(Encoders.STRING())
            .map(
                (org.apache.spark.api.java.function.MapFunction<String, Long>)
                    CocoResultsFile::number,
                Encoders.LONG());
    Row told =
        numbers.agg(min("value"), countDistinct(col("value")), count(lit(1)).as("all")).head();
    long images = told.getLong(2);
    boolean numbered = images > 0 && told.getLong(0) >= 0 && told.getLong(1) == images;
    int parts = (int) (1 + images / IMAGES_A_PART);
    JavaRDD<Row> sorted =
        rows.repartitionByRange(parts, col("path")).sortWithinPartitions("path").javaRDD();
    long[] before = numbered ? new long[sorted.getNumPartitions()] : sizes(sorted);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    SavedConfiguration configuration = new SavedConfiguration(hadoop);
    Path scratch = new Path(folder, "_coco-" + UUID.randomUUID());
    String place = scratch.toString();
    try {
      FileSystem files = scratch.getFileSystem(hadoop);
      try {
        List<String> written =
            sorted
                .mapPartitionsWithIndex(
                    (index, part) ->
                        List.of(
                                writePart(
                                    part, index, before[index], numbered, place, configuration))
                            .iterator(),
                    true)
                .collect();
        concatenate(files, scratch, written, output);
      } finally {
        files.delete(scratch, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Writes objects with commas between them; returns the file's name, or "" for no object. */
  private static String writePart(
      Iterator<Row> rows,
      int index,
      long before,
      boolean numbered,
      String folder,
      SavedConfiguration configuration)
      throws IOException {
    // A name of its own for each attempt: of two at once only one's answer counts.
    String name = index + "-" + UUID.randomUUID();
    Path file = new Path(folder, name);
    FileSystem files = file.getFileSystem(configuration.value());
    files.setWriteChecksum(false);
    long place = before;
    boolean empty = true;
    try (JsonGenerator json =
        new JsonFactory()
            .setRootValueSeparator(",")
            .createGenerator(new BufferedOutputStream(files.create(file, true), 1 << 16))) {
      while (rows.hasNext()) {
        ImageDetections image = ImageDetectionsCodec.decode(rows.next());
        place++;
        long id = numbered ? number(image.path()) : place;
        for (Detection d : image.detections()) {
          write(json, id, d);
          empty = false;
        }
      }
    }
    return empty ? "" : name;
  }

  private static void write(JsonGenerator json, long id, Detection d) throws IOException {
    json.writeStartObject();
    json.writeNumberField("image_id", id);
    json.writeNumberField("category_id", d.categoryId());
    json.writeArrayFieldStart("bbox");
    json.writeNumber(d.x());
    json.writeNumber(d.y());
    json.writeNumber(d.w());
    json.writeNumber(d.h());
    json.writeEndArray();
    json.writeNumberField("score", d.score());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static void concatenate(
      FileSystem files, Path folder, List<String> parts, AtomicOutput output) throws IOException {
    try (OutputStream out = new BufferedOutputStream(output.open(output.temporary()), 1 << 16)) {
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
  }

  private static long number(String path) {
    Matcher matcher = TRAILING_NUMBER.matcher(path);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
