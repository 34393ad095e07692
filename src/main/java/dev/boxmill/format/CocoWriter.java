package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import java.io.IOException;

/** Writes COCO's and LVIS's JSON, one record a line. */
final class CocoWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Annotations all;
  private final boolean lvis;

  CocoWriter(Annotations all, boolean lvis) {
    this.all = all;
    this.lvis = lvis;
  }

  void write(FileSink sink) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(sink.create("annotations.json"), JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      for (int i = 0; i < all.images().size(); i++) {
        json.writeRaw('\n');
        image(json, i);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      GroundTruthTable rows = all.groundTruths();
      for (int i = 0; i < rows.size(); i++) {
        json.writeRaw('\n');
        object(json, rows.groundTruth(i));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("categories");
      int[][] counts = counts();
      for (int i = 0; i < all.categories().size(); i++) {
        json.writeRaw('\n');
        category(json, all.categories().get(i), counts[i]);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void image(JsonGenerator json, int index) throws IOException {
    ImageInfo image = all.images().image(index);
    json.writeStartObject();
    json.writeNumberField("id", image.id());
    json.writeStringField("file_name", image.fileName());
    json.writeNumberField("width", image.width());
    json.writeNumberField("height", image.height());
    if (lvis) {
      boolean known = all.labels() != null;
      ids(json, "neg_category_ids", known ? all.labels().absent(index) : new int[0]);
      ids(json, "not_exhaustive_category_ids", known ? all.labels().incomplete(index) : new int[0]);
    }
    json.writeEndObject();
  }

  private static void ids(JsonGenerator json, String field, int... ids) throws IOException {
    json.writeFieldName(field);
    json.writeArray(ids, 0, ids.length);
  }

  private static void object(JsonGenerator json, GroundTruth o) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", o.id());
    json.writeNumberField("image_id", o.imageId());
    json.writeNumberField("category_id", o.categoryId());
    numbers(json, "bbox", o.x(), o.y(), o.w(), o.h());
    json.writeFieldName("area");
    json.writeNumber(Numbers.text(o.area()));
    json.writeNumberField("iscrowd", o.crowd() ? 1 : 0);
    if (o.has(Flag.IGNORE)) {
      json.writeNumberField("ignore", 1);
    }
    if (o.segmentation() != null) {
      json.writeFieldName("segmentation");
      segmentation(json, o.segmentation());
    }
    if (o.keypoints() != null) {
      numbers(json, "keypoints", o.keypoints());
      int labelled = 0;
      for (int i = 2; i < o.keypoints().length; i += 3) {
        labelled += o.keypoints()[i] > 0 ? 1 : 0;
      }
      json.writeNumberField("num_keypoints", labelled);
    }
    json.writeEndObject();
  }

  private static void segmentation(JsonGenerator json, Segmentation pixels) throws IOException {
    if (pixels instanceof Polygons outline) {
      json.writeStartArray();
      for (double[] ring : outline.rings()) {
        numbers(json, ring);
      }
      json.writeEndArray();
    } else if (pixels instanceof Rle mask) {
      json.writeStartObject();
      ids(json, "size", mask.height(), mask.width());
      ids(json, "counts", mask.counts());
      json.writeEndObject();
    }
  }

  private static void numbers(JsonGenerator json, String field, double... values)
      throws IOException {
    json.writeFieldName(field);
    numbers(json, values);
  }

  private static void numbers(JsonGenerator json, double... values) throws IOException {
    json.writeStartArray();
    for (double value : values) {
      json.writeNumber(Numbers.text(value));
    }
    json.writeEndArray();
  }

  private void category(JsonGenerator json, Category c, int... counts) throws IOException {
    json.writeStartObject();
    fields(json, c);
    if (lvis) {
      if (!c.frequency().isEmpty()) {
        json.writeStringField("frequency", c.frequency());
      }
      json.writeNumberField("image_count", counts[0]);
      json.writeNumberField("instance_count", counts[1]);
    }
    json.writeEndObject();
  }

  /** What COCO says of a class. */
  static void fields(JsonGenerator json, Category c) throws IOException {
    json.writeNumberField("id", c.id());
    json.writeStringField("name", c.name());
    json.writeStringField("supercategory", c.supercategory());
    if (!c.thing()) {
      json.writeNumberField("isthing", 0);
    }
    if (!c.keypoints().isEmpty()) {
      json.writeArrayFieldStart("keypoints");
      for (String keypoint : c.keypoints()) {
        json.writeString(keypoint);
      }
      json.writeEndArray();
    }
  }

  /** Of every class the number of images that show it, and of objects. */
  private int[][] counts() {
    int[][] counts = new int[all.categories().size()][2];
    if (!lvis) {
      return counts;
    }
    ObjectsByImage objects = new ObjectsByImage(all);
    int[] last = new int[counts.length];
    for (int i = 0; i < all.images().size(); i++) {
      for (int row : objects.of(i)) {
        int c = all.categoryIndex(all.groundTruths().categoryId(row));
        counts[c][0] += last[c] == i + 1 ? 0 : 1;
        counts[c][1]++;
        last[c] = i + 1;
      }
    }
    return counts;
  }
}
