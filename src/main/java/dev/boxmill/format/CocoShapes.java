package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import dev.boxmill.geometry.Masks;
import dev.boxmill.geometry.RleString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads COCO's segmentation and keypoints. */
final class CocoShapes {
  private static final String FORMS =
      "polygons [[x,y,...],...] or {\"size\":[height,width],\"counts\"}";

  private final JsonCursor json;
  private final boolean mayLack;
  private double[] numbers = new double[64];

  CocoShapes(JsonCursor json) {
    this(json, false);
  }

  /**
   * Reads from a cursor.
   *
   * @param mayLack whether null and empty arrays stand for none
   */
  CocoShapes(JsonCursor json, boolean mayLack) {
    this.json = json;
    this.mayLack = mayLack;
  }

  /**
   * Polygons, or run lengths as numbers or text; null for none, where that may be.
   *
   * @param whose what messages call the object
   */
  Segmentation segmentation(String whose) {
    JsonToken token = json.next();
    if (token == JsonToken.START_OBJECT) {
      return runs(whose);
    }
    if (token == JsonToken.VALUE_NULL && mayLack) {
      return null;
    }
    if (token != JsonToken.START_ARRAY) {
      throw json.fail(whose + ": 'segmentation' is " + json.brief() + "; give " + FORMS);
    }
    return polygons(whose);
  }

  /** Run lengths; nothing else is a detection's mask. */
  Rle mask(String whose) {
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.fail(
          whose
              + ": 'segmentation' is "
              + json.brief()
              + "; give run lengths, {\"size\":[height,width],\"counts\"}");
    }
    return runs(whose);
  }

  private Polygons polygons(String whose) {
    List<double[]> rings = new ArrayList<>();
    for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
      if (t != JsonToken.START_ARRAY) {
        throw json.fail(whose + ": 'segmentation' holds " + json.brief() + "; give " + FORMS);
      }
      double[] ring = numbers(whose + ": 'segmentation'");
      if (ring.length < 6 || ring.length % 2 != 0) {
        throw json.fail(
            whose
                + ": a polygon has "
                + ring.length
                + " numbers; give x and y in turn of at least three points");
      }
      rings.add(ring);
    }
    if (rings.isEmpty() && mayLack) {
      return null;
    }
    if (rings.isEmpty()) {
      throw json.fail(whose + ": 'segmentation' is empty; give " + FORMS);
    }
    return new Polygons(rings.toArray(new double[0][]));
  }

  private Rle runs(String whose) {
    long[] size = null;
    int[] counts = null;
    try {
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "size" -> size = json.integers(key);
          case "counts" -> counts = counts(whose);
          default -> json.skipValue();
        }
      }
      if (size == null || size.length != 2 || counts == null) {
        throw json.fail(whose + ": run lengths need \"size\":[height,width] and \"counts\"");
      }
      return Masks.of(size[0], size[1], counts);
    } catch (IllegalArgumentException e) {
      throw json.fail(whose + ": the run lengths " + e.getMessage() + "; write the mask again", e);
    }
  }

  private int[] counts(String whose) {
    JsonToken token = json.next();
    if (token == JsonToken.VALUE_STRING) {
      byte[] text = json.currentText().getBytes(StandardCharsets.UTF_8);
      return RleString.decode(text, 0, text.length);
    }
    if (token != JsonToken.START_ARRAY) {
      throw json.fail(whose + ": 'counts' is " + json.brief() + "; give an array or COCO's text");
    }
    double[] runs = numbers(whose + ": 'counts'");
    int[] counts = new int[runs.length];
    for (int i = 0; i < runs.length; i++) {
      counts[i] = (int) runs[i];
      if (counts[i] != runs[i]) {
        throw json.fail(whose + ": 'counts' holds " + runs[i] + "; give whole numbers");
      }
    }
    return counts;
  }

  /** x, y and a third number in turn; null for none, where that may be. */
  double[] keypoints(String whose) {
    JsonToken token = json.next();
    if (token == JsonToken.VALUE_NULL && mayLack) {
      return null;
    }
    if (token != JsonToken.START_ARRAY) {
      throw json.fail(whose + ": 'keypoints' is " + json.brief() + "; give [x,y,v, ...]");
    }
    double[] points = numbers(whose + ": 'keypoints'");
    if (points.length == 0 && mayLack) {
      return null;
    }
    if (points.length == 0 || points.length % 3 != 0) {
      throw json.fail(
          whose
              + ": 'keypoints' has "
              + points.length
              + " numbers; give three a keypoint: x, y and visibility");
    }
    return points;
  }

  /** The numbers up to the end of the array we are in. */
  private double[] numbers(String what) {
    int n = 0;
    for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
      if (n == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * n);
      }
      numbers[n++] = json.finite(t, what);
    }
    return Arrays.copyOf(numbers, n);
  }
}
