package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Polygons;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** Reads Label Studio's JSON task by task. */
final class LabelStudioReader {
  private static final double WHOLE = 100;

  private final ReadOptions options;
  private final AnnotationsBuilder built;

  LabelStudioReader(ReadOptions options) {
    this.options = options;
    built = new AnnotationsBuilder(options.classes(), options.heapBytes());
  }

  Annotations read(Source source) {
    try (JsonCursor json = new JsonCursor(source)) {
      json.expect(
          json.next(), JsonToken.START_ARRAY, "no JSON array; give Label Studio's JSON export");
      int n = 0;
      for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
        json.expect(t, JsonToken.START_OBJECT, "task " + n + " is not an object");
        n++;
        int line = json.line();
        long column = json.column();
        JsonNode task = json.tree();
        try {
          task(task, what -> options.report().bad(json.fail(line, column, what)));
        } catch (UserException e) {
          options.report().bad(json.fail(line, column, e.getMessage()));
        }
      }
      json.end();
    }
    return built.build();
  }

  /** Takes what is wrong with a part of a task. */
  private interface Complaints {
    void add(String what);
  }

  private void task(JsonNode task, Complaints complaints) {
    String name = LabelStudioNames.ofImage(task.path("data"));
    JsonNode all = task.has("annotations") ? task.get("annotations") : task.path("completions");
    JsonNode chosen = null;
    for (JsonNode annotation : all) {
      if (annotation.path("was_cancelled").asBoolean()) {
        options.report().leaveOut("cancelled annotations of tasks");
      } else if (chosen == null) {
        chosen = annotation;
      } else {
        options.report().leaveOut("further annotations of a task");
      }
    }
    List<JsonNode> results = new ArrayList<>();
    if (chosen != null) {
      chosen.path("result").forEach(results::add);
    }
    int width = 0;
    int height = 0;
    for (JsonNode result : results) {
      if (width == 0 && result.has("original_width") && result.has("original_height")) {
        width = size(result, "original_width");
        height = size(result, "original_height");
      }
    }
    ImageSizes.Size known = width > 0 ? null : options.sizes().find(name);
    if (known != null) {
      width = known.width();
      height = known.height();
    }
    int image = built.image(name, width, height);
    if (image < 0) {
      throw new UserException(
          "image '" + Numbers.oneLine(name) + "' comes a second time; keep one of its tasks");
    }
    for (int i = 0; i < results.size(); i++) {
      try {
        result(image, results.get(i), width, height);
      } catch (UserException e) {
        complaints.add("result " + i + " of the task: " + e.getMessage());
      }
    }
  }

  private void result(int image, JsonNode result, double width, double height) {
    JsonNode value = result.path("value");
    String type = result.path("type").asText("rectanglelabels");
    double[] box;
    Polygons outline = null;
    switch (type) {
      case "rectanglelabels" -> {
        requireSize(width, height);
        box =
            turned(
                new double[] {
                  number(value, "x") / WHOLE * width,
                  number(value, "y") / WHOLE * height,
                  number(value, "width") / WHOLE * width,
                  number(value, "height") / WHOLE * height
                },
                value.has("rotation") ? number(value, "rotation") : 0);
      }
      case "polygonlabels" -> {
        requireSize(width, height);
        double[] ring = ring(value.path("points"), width, height);
        box = AnnotationsBuilder.around(ring);
        outline = new Polygons(new double[][] {ring});
      }
      default -> {
        options.report().leaveOut("results of type " + Numbers.brief(type));
        return;
      }
    }
    AnnotationsBuilder.check(box);
    JsonNode labels = value.path(type);
    if (!labels.isArray() || labels.isEmpty()) {
      throw new UserException("no " + type + "; label the shape");
    }
    for (JsonNode label : labels) {
      String complaint = built.complaint(label.asText());
      if (complaint != null) {
        throw new UserException(complaint);
      }
    }
    for (JsonNode label : labels) {
      built.object(image, label.asText(), box, 0, outline, null);
    }
  }

  private static void requireSize(double width, double height) {
    if (width < 1 || height < 1) {
      throw new UserException("no original_width and original_height; add them");
    }
  }

  private static double[] ring(JsonNode points, double width, double height) {
    if (points.isEmpty()) {
      throw new UserException("a polygon has no points; add them");
    }
    double[] ring = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      ring[2 * i] = finite("points", points.get(i).path(0)) / WHOLE * width;
      ring[2 * i + 1] = finite("points", points.get(i).path(1)) / WHOLE * height;
    }
    return ring;
  }

  /** The smallest upright box around one turned clockwise about its top left corner. */
  private static double[] turned(double[] box, double degrees) {
    if (degrees == 0) {
      return box;
    }
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double[] ring = new double[8];
    for (int i = 0; i < 4; i++) {
      double right = i == 1 || i == 2 ? box[2] : 0;
      double down = i >= 2 ? box[3] : 0;
      ring[2 * i] = box[0] + right * cos - down * sin;
      ring[2 * i + 1] = box[1] + right * sin + down * cos;
    }
    return AnnotationsBuilder.around(ring);
  }

  private static int size(JsonNode result, String field) {
    double value = number(result, field);
    if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
      throw new UserException("'" + field + "' is " + value + "; give whole pixels");
    }
    return (int) value;
  }

  private static double number(JsonNode object, String field) {
    return finite(field, object.path(field));
  }

  private static double finite(String field, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw new UserException(
          "'" + field + "' is " + Numbers.brief(value.toString()) + "; give a number");
    }
    return value.asDouble();
  }
}
