package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import java.io.IOException;

/** Writes tasks with rectangles, as Label Studio imports them; one task a line. */
final class LabelStudioWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final double WHOLE = 100;

  private LabelStudioWriter() {}

  static void write(Annotations all, FileSink sink) throws IOException {
    ObjectsByImage objects = new ObjectsByImage(all);
    try (JsonGenerator json =
        FACTORY.createGenerator(sink.create("tasks.json"), JsonEncoding.UTF8)) {
      json.writeStartArray();
      for (int i = 0; i < all.images().size(); i++) {
        json.writeRaw('\n');
        task(json, all, i, objects.of(i));
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static void task(JsonGenerator json, Annotations all, int index, int... rows)
      throws IOException {
    ImageInfo image = all.images().image(index);
    json.writeStartObject();
    json.writeNumberField("id", index + 1);
    json.writeObjectFieldStart("data");
    json.writeStringField("image", LabelStudioNames.url(image.fileName()));
    json.writeEndObject();
    json.writeArrayFieldStart("annotations");
    json.writeStartObject();
    json.writeArrayFieldStart("result");
    for (int row : rows) {
      YoloWriter.requireSize(image, "Label Studio");
      GroundTruth o = all.groundTruths().groundTruth(row);
      result(json, image, o, all.categories().get(all.categoryIndex(o.categoryId())).name());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, ImageInfo image, GroundTruth o, String name)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", "object-" + o.id());
    json.writeStringField("type", "rectanglelabels");
    json.writeStringField("from_name", "label");
    json.writeStringField("to_name", "image");
    json.writeNumberField("original_width", image.width());
    json.writeNumberField("original_height", image.height());
    json.writeNumberField("image_rotation", 0);
    json.writeObjectFieldStart("value");
    number(json, "x", o.x() / image.width());
    number(json, "y", o.y() / image.height());
    number(json, "width", o.w() / image.width());
    number(json, "height", o.h() / image.height());
    json.writeNumberField("rotation", 0);
    json.writeArrayFieldStart("rectanglelabels");
    json.writeString(name);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String field, double share) throws IOException {
    json.writeFieldName(field);
    json.writeNumber(Numbers.relative(WHOLE * share));
  }
}
