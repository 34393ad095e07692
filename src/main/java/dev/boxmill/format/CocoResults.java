package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.io.InputStream;

/** COCO results JSON: a list of {image_id, category_id, bbox, score}. Read as a stream. */
public final class CocoResults {
  private CocoResults() {}

  /**
   * Reads a file; the table keeps its order.
   *
   * @param source names the file in errors
   * @throws UserException with line and column, for malformed JSON, wrong types and missing keys
   */
  public static DetectionTable read(InputStream in, String source) {
    try (JsonReading json = new JsonReading(in, source)) {
      DetectionTable table = new DetectionTable();
      json.expect(JsonToken.START_ARRAY, "a list of COCO results: [{\"image_id\": ...}, ...]");
      double[] box = new double[4];
      for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
        if (token != JsonToken.START_OBJECT) {
          throw json.wrong("expected an object in the list of results");
        }
        readOne(json, table, box);
      }
      return table;
    }
  }

  private static void readOne(JsonReading json, DetectionTable table, double[] box) {
    long image = 0;
    int category = 0;
    double score = 0;
    int seen = 0;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "image_id" -> {
          image = json.integer(key);
          seen |= 1;
        }
        case "category_id" -> {
          category = json.smallInteger(key);
          seen |= 2;
        }
        case "bbox" -> {
          json.box(box);
          seen |= 4;
        }
        case "score" -> {
          score = json.number(key);
          seen |= 8;
        }
        default -> json.skipValue();
      }
    }
    if (seen != 15) {
      throw json.wrong("a result needs \"image_id\", \"category_id\", \"bbox\" and \"score\"");
    }
    table.add(image, category, box[0], box[1], box[2], box[3], score);
  }
}
