package dev.boxmill.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes a workload of any size: OUT/gt.json and OUT/detections, detect's Parquet. 640 x 480 images
 * with objects (on average; 7.4) of 80 skewed classes and detections (each; 100), some of them near
 * an object.
 *
 * <p>Arguments: OUT IMAGES [OBJECTS DETECTIONS]
 */
public final class LargeWorkload {
  private static final int CLASSES = 80;
  private static final int IMAGES_PER_FILE = 25_000;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message detections {
            required binary path (STRING);
            required int32 width;
            required int32 height;
            required group detections (LIST) {
              repeated group list {
                required group element {
                  required int32 category_id;
                  required binary label (STRING);
                  required double score;
                  required double x;
                  required double y;
                  required double w;
                  required double h;
                }
              }
            }
            optional binary error (STRING);
          }
          """);

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] cumulative = new double[CLASSES];

  private final double mean;
  private final int detections;

  private LargeWorkload(double mean, int detections) {
    this.mean = mean;
    this.detections = detections;
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      sum += Math.pow(k + 1, -.9);
      cumulative[k] = sum;
    }
  }

  public static void main(String[] args) throws IOException {
    double mean = args.length > 2 ? Double.parseDouble(args[2]) : 7.4;
    int detections = args.length > 3 ? Integer.parseInt(args[3]) : 100;
    new LargeWorkload(mean, detections)
        .write(java.nio.file.Path.of(args[0]), Integer.parseInt(args[1]));
  }

  private void write(java.nio.file.Path out, int images) throws IOException {
    Files.createDirectories(out);
    long objects = 0;
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newOutputStream(out.resolve("gt.json")))) {
      json.writeStartObject();
      json.writeArrayFieldStart("categories");
      for (int k = 0; k < CLASSES; k++) {
        json.writeStartObject();
        json.writeNumberField("id", k + 1);
        json.writeStringField("name", "class-" + k);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("images");
      for (int i = 0; i < images; i++) {
        json.writeStartObject();
        json.writeNumberField("id", i);
        json.writeStringField("file_name", name(i));
        json.writeNumberField("width", 640);
        json.writeNumberField("height", 480);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      for (int first = 0; first < images; first += IMAGES_PER_FILE) {
        List<ImageDetections> rows = new ArrayList<>();
        for (int i = first; i < Math.min(images, first + IMAGES_PER_FILE); i++) {
          List<Detection> truth = objects();
          for (Detection t : truth) {
            annotation(json, objects++, i, t);
          }
          rows.add(new ImageDetections("/data/" + name(i), 640, 480, found(truth), null));
        }
        ParquetRows.write(
            new Path(out + "/detections/part-%05d.parquet".formatted(first / IMAGES_PER_FILE)),
            new Configuration(),
            SCHEMA,
            rows,
            LargeWorkload::row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    System.out.printf("%,d images, %,d objects%n", images, objects);
  }

  private static String name(int image) {
    return "%012d.jpg".formatted(image);
  }

  private static void annotation(JsonGenerator json, long id, int image, Detection t)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id + 1);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", t.categoryId());
    json.writeArrayFieldStart("bbox");
    json.writeNumber(t.x());
    json.writeNumber(t.y());
    json.writeNumber(t.w());
    json.writeNumber(t.h());
    json.writeEndArray();
    json.writeNumberField("iscrowd", 0);
    json.writeEndObject();
  }

  private static void row(ImageDetections image, RowWriter to) {
    to.add(image.path())
        .add(image.width())
        .add(image.height())
        .add(
            image.detections(),
            (d, row) ->
                row.add(d.categoryId())
                    .add(d.label())
                    .add(d.score())
                    .add(d.x())
                    .add(d.y())
                    .add(d.w())
                    .add(d.h()))
        .add(image.error());
  }

  private List<Detection> objects() {
    int n = 1 + (int) Math.min(62, Math.log(random.nextDouble()) / Math.log(1 - 1 / mean));
    List<Detection> objects = new ArrayList<>();
    int[] local = {category(), category(), category(), category()};
    for (int i = 0; i < n; i++) {
      objects.add(box(local[random.nextInt(4)], 1));
    }
    return objects;
  }

  private List<Detection> found(List<Detection> truth) {
    List<Detection> found = new ArrayList<>();
    for (Detection t : truth) {
      for (int i = random.nextInt(4); i > 0 && found.size() < detections; i--) {
        double shake = random.nextDouble() * .3;
        found.add(
            new Detection(
                random.nextDouble() < .9 ? t.categoryId() : category(),
                "c",
                (float) (.95 - shake * 2 * random.nextDouble()),
                (float) (t.x() + shake * t.w() * (random.nextDouble() - .5)),
                (float) (t.y() + shake * t.h() * (random.nextDouble() - .5)),
                (float) (t.w() * (1 + shake * (random.nextDouble() - .5))),
                (float) (t.h() * (1 + shake * (random.nextDouble() - .5)))));
      }
    }
    while (found.size() < detections) {
      int category = truth.get(random.nextInt(truth.size())).categoryId();
      found.add(box(category, (float) Math.pow(random.nextDouble(), 8)));
    }
    found.sort(Comparator.comparingDouble(d -> -d.score()));
    return found;
  }

  private int category() {
    double at = random.nextDouble() * cumulative[CLASSES - 1];
    int k = 0;
    while (cumulative[k] < at) {
      k++;
    }
    return k + 1;
  }

  private Detection box(int category, double score) {
    float w = (float) (3 + 300 * Math.pow(random.nextDouble(), 3));
    float h = (float) (3 + 300 * Math.pow(random.nextDouble(), 3));
    float x = (float) random.nextDouble() * (640 - w);
    float y = (float) random.nextDouble() * (480 - h);
    return new Detection(category, "c", score, x, y, w, h);
  }
}
