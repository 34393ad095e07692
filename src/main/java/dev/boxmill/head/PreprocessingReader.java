package dev.boxmill.head;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.geometry.ResizeMode;
import java.util.Locale;

/** Reads a descriptor's "input" and "preprocessing". */
final class PreprocessingReader {
  /** In the place of the object: the graph normalises, and the geometry stands beside it. */
  private static final String IN_GRAPH = "in-graph";

  private PreprocessingReader() {}

  static Preprocessing read(JsonKeys keys) {
    double[] input =
        keys.numbers(
            "input", 3, v -> v >= 1 && v <= 1 << 14 && v == Math.rint(v), "[3, height, width]");
    if (input[0] != 3) {
      throw keys.wrong("input", "[3, height, width]");
    }
    boolean inGraph = isInGraph(keys);
    JsonKeys p = inGraph ? keys : keys.object("preprocessing");
    ResizeMode resize = resize(p);
    int[] pad = new int[3];
    if (resize != ResizeMode.STRETCH) {
      double[] given =
          p.numbers(
              "pad", 3, v -> v >= 0 && v <= 255 && v == Math.rint(v), "three integers of 0..255");
      for (int c = 0; c < 3; c++) {
        pad[c] = (int) given[c];
      }
    }
    int width = (int) input[2];
    int height = (int) input[1];
    if (inGraph) {
      float[] zero = new float[3];
      float[] one = {1, 1, 1};
      return new Preprocessing(width, height, resize, pad, bgr(p), 1, zero, one, InputForm.BYTES);
    }
    return new Preprocessing(
        width,
        height,
        resize,
        pad,
        bgr(p),
        scale(p),
        floats(p.numbers("mean", 3, Double::isFinite, "three numbers")),
        floats(p.numbers("std", 3, v -> v > 0, "three positive numbers")),
        InputForm.FLOAT_PLANES);
  }

  private static boolean isInGraph(JsonKeys keys) {
    JsonNode given = keys.raw("preprocessing");
    if (given == null || !given.isTextual()) {
      return false;
    }
    if (!given.textValue().equals(IN_GRAPH)) {
      throw keys.wrong("preprocessing", "an object, or \"" + IN_GRAPH + "\"");
    }
    return true;
  }

  private static ResizeMode resize(JsonKeys p) {
    String name = p.text("resize");
    for (ResizeMode mode : ResizeMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw p.wrong("resize", "\"stretch\", \"letterbox_center\" or \"letterbox_topleft\"");
  }

  private static boolean bgr(JsonKeys p) {
    String colour = p.text("colour");
    if (!colour.equals("RGB") && !colour.equals("BGR")) {
      throw p.wrong("colour", "\"RGB\" or \"BGR\"");
    }
    return colour.equals("BGR");
  }

  /** A number, or a fraction such as "1/255" that no decimal writes exactly. */
  private static double scale(JsonKeys p) {
    String expected = "a positive number, or a text such as \"1/255\"";
    if (p.raw("scale") == null || !p.raw("scale").isTextual()) {
      return p.number("scale", expected, v -> v > 0);
    }
    String[] parts = p.text("scale").split("/", -1);
    try {
      double value = Double.parseDouble(parts[0]);
      for (int i = 1; i < parts.length; i++) {
        value /= Double.parseDouble(parts[i]);
      }
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw p.wrong("scale", expected);
    }
    throw p.wrong("scale", expected);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
