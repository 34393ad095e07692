package dev.boxmill.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.store.AtomicOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * COCO results JSON of a detections folder, streamed row by row in the order of paths.
 *
 * <p>An image's id is the number that its file name ends with (000000000139.jpg is 139), where all
 * names have one and no two the same; otherwise its place, from 1, in the sorted paths.
 */
public final class CocoResultsFile {
  private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\d{1,18})\\.[^./]*$");

  private CocoResultsFile() {}

  /** Writes the file that {@code output} stands for; does not commit it. */
  public static void write(SparkSession spark, String folder, AtomicOutput output) {
    Dataset<Row> rows = spark.read().parquet(folder).sort("path");
    List<String> paths = rows.select("path").as(Encoders.STRING()).collectAsList();
    boolean numbered = allNumbered(paths);
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(new BufferedOutputStream(output.open(output.temporary()), 1 << 16))) {
      json.writeStartArray();
      long place = 0;
      Iterator<Row> iterator = rows.toLocalIterator();
      while (iterator.hasNext()) {
        ImageDetections image = ImageDetectionsCodec.decode(iterator.next());
        place++;
        long id = numbered ? number(image.path()) : place;
        for (Detection d : image.detections()) {
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
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean allNumbered(List<String> paths) {
    Set<Long> numbers = new HashSet<>();
    for (String path : paths) {
      long number = number(path);
      if (number < 0 || !numbers.add(number)) {
        return false;
      }
    }
    return true;
  }

  private static long number(String path) {
    Matcher matcher = TRAILING_NUMBER.matcher(path);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
