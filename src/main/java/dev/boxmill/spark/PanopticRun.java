package dev.boxmill.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.format.CocoPanopticFormat;
import dev.boxmill.format.PanopticSegments;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.SavedConfiguration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * COCO's panoptic format of a detections folder with masks: panoptic.json, and a PNG an image in
 * the folder panoptic, which the executors write. Images that could not be read are not in it.
 */
public final class PanopticRun {
  /** Of a part: painting a picture takes some milliseconds. */
  private static final long IMAGES_A_PART = 500;

  private PanopticRun() {}

  /**
   * Writes.
   *
   * @param spark runs the tasks that paint; the JSON is strung together here
   * @param rows folder of detect's Parquet
   * @param categories what the detections' ids mean, and which are stuff
   * @param threshold detections scoring less are left out
   * @param output an open folder
   */
  public static void write(
      SparkSession spark,
      String rows,
      List<Category> categories,
      double threshold,
      AtomicOutput output) {
    Set<Integer> stuff = new HashSet<>();
    categories.stream().filter(c -> !c.thing()).forEach(c -> stuff.add(c.id()));
    NumberedImages images = new NumberedImages(spark, rows, IMAGES_A_PART);
    Path to = output.temporary();
    Pngs pngs =
        new Pngs(
            new Path(to, CocoPanopticFormat.FOLDER).toString(),
            threshold,
            stuff,
            new SavedConfiguration(spark.sparkContext().hadoopConfiguration()));
    Path file = new Path(to, CocoPanopticFormat.JSON);
    try (OutputStream out = new BufferedOutputStream(output.open(file), 1 << 16)) {
      text(out, "{\"images\":");
      images.array(PanopticRun::image, out);
      text(out, ",\n\"annotations\":");
      images.array(pngs, out);
      text(out, ",\n\"categories\":" + CocoPanopticFormat.json(categories) + "}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void image(JsonGenerator json, long id, ImageDetections image) throws IOException {
    if (image.error() == null) {
      json.writeStartObject();
      json.writeNumberField("id", id);
      json.writeStringField("file_name", image.path().substring(image.path().lastIndexOf('/') + 1));
      json.writeNumberField("width", image.width());
      json.writeNumberField("height", image.height());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Paints an image, writes its PNG, and says what its segments are. */
  private record Pngs(
      String folder, double threshold, Set<Integer> stuff, SavedConfiguration configuration)
      implements NumberedImages.ImageWriter {
    private static final long serialVersionUID = 1L;

    @Override
    public void write(JsonGenerator json, long id, ImageDetections image) throws IOException {
      if (image.error() != null) {
        return;
      }
      PanopticSegments segments = PanopticSegments.of(id, image, threshold, stuff);
      Path file = new Path(folder, segments.fileName());
      FileSystem files = file.getFileSystem(configuration.value());
      files.setWriteChecksum(false);
      try (OutputStream out = new BufferedOutputStream(files.create(file, true))) {
        segments.png().write(out);
      }
      segments.write(json);
    }
  }
}
