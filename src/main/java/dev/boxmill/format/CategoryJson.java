package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Classes as text, for files whose rows have no room for them: COCO's and LVIS's "categories". */
public final class CategoryJson {
  private CategoryJson() {}

  /**
   * {@return a JSON array}
   *
   * @param categories in the order to write
   */
  public static String write(List<Category> categories) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (Category c : categories) {
        json.writeStartObject();
        CocoWriter.fields(json, c);
        if (!c.frequency().isEmpty()) {
          json.writeStringField("frequency", c.frequency());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return text.toString();
  }

  /**
   * {@return the categories of such an array, ascending by id}
   *
   * @param name what messages call the text
   * @param text what {@link #write} gave, or COCO's "categories"
   * @throws dev.boxmill.error.UserException when it is none, or an id comes twice
   */
  public static List<Category> read(String name, String text) {
    String file = "{\"images\":[],\"annotations\":[],\"categories\":" + text + "}";
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return new CocoFormat()
        .read(
            new Source() {
              @Override
              public String name() {
                return name;
              }

              @Override
              public InputStream open() {
                return new ByteArrayInputStream(bytes);
              }
            })
        .categories();
  }
}
