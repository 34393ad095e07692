package dev.boxmill.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.store.AtomicOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.spark.sql.SparkSession;

/** COCO results JSON of a detections folder, with the ids of {@link NumberedImages}. */
public final class CocoResultsFile {
  private CocoResultsFile() {}

  /**
   * Writes the file that {@code output} stands for; does not commit it.
   *
   * @param spark sorts the rows, and makes the parts of the file
   * @param folder of detect's Parquet, path or URI
   * @param output an open file
   */
  public static void write(SparkSession spark, String folder, AtomicOutput output) {
    NumberedImages images = new NumberedImages(spark, folder, Long.MAX_VALUE);
    try (OutputStream out = new BufferedOutputStream(output.open(output.temporary()), 1 << 16)) {
      images.array(CocoResultsFile::write, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator json, long id, ImageDetections image) throws IOException {
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
}
