package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Writes panoptic.json and, in the folder panoptic, a PNG an image, called by the image's id. */
final class CocoPanopticWriter {
  private final Annotations all;
  private final ObjectsByImage objects;

  CocoPanopticWriter(Annotations all) {
    this.all = all;
    objects = new ObjectsByImage(all);
  }

  void write(FileSink sink) throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(sink.create(CocoPanopticFormat.JSON), JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      for (int i = 0; i < all.images().size(); i++) {
        ImageInfo image = all.images().image(i);
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("id", image.id());
        json.writeStringField("file_name", image.fileName());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      for (int i = 0; i < all.images().size(); i++) {
        json.writeRaw('\n');
        image(json, i, sink);
      }
      json.writeEndArray();
      json.writeFieldName("categories");
      categories(json, all.categories());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  static String pngName(long imageId) {
    return String.format(Locale.ROOT, "%012d.png", imageId);
  }

  /** Writes the array of the classes. */
  static void categories(JsonGenerator json, List<Category> categories) throws IOException {
    json.writeStartArray();
    for (Category c : categories) {
      json.writeRaw('\n');
      json.writeStartObject();
      json.writeNumberField("id", c.id());
      json.writeStringField("name", c.name());
      json.writeStringField("supercategory", c.supercategory());
      json.writeNumberField("isthing", c.thing() ? 1 : 0);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void image(JsonGenerator json, int index, FileSink sink) throws IOException {
    ImageInfo image = CocoPanopticFormat.sized(all.images().image(index));
    int[] rows = objects.of(index);
    SegmentPainter painter = new SegmentPainter(all, image, rows);
    String name = pngName(image.id());
    try (OutputStream out = sink.create(CocoPanopticFormat.FOLDER + "/" + name)) {
      painter.png().write(out);
    }
    json.writeStartObject();
    json.writeNumberField("image_id", image.id());
    json.writeStringField("file_name", name);
    json.writeArrayFieldStart("segments_info");
    for (int k = 0; k < rows.length; k++) {
      if (painter.pixels(k) > 0) {
        segment(json, k + 1, all.groundTruths().groundTruth(rows[k]), painter.pixels(k));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void segment(JsonGenerator json, int id, GroundTruth o, long pixels)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("category_id", o.categoryId());
    json.writeNumberField("iscrowd", o.crowd() ? 1 : 0);
    json.writeArrayFieldStart("bbox");
    for (double value : new double[] {o.x(), o.y(), o.w(), o.h()}) {
      json.writeNumber(Numbers.text(value));
    }
    json.writeEndArray();
    json.writeNumberField("area", pixels);
    json.writeEndObject();
  }
}
