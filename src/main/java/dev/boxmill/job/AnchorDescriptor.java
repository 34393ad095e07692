package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.data.Category;
import dev.boxmill.error.InternalException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A descriptor with these anchors and the data set's classes. What data cannot tell, the
 * preprocessing above all, stands as most YOLO trainers have it and is to be held against the
 * trainer.
 */
final class AnchorDescriptor {
  private static final String NOTE =
      "written by anchors: hold preprocessing, labels and nms_iou against the trainer's";

  private AnchorDescriptor() {}

  static String json(AnchorsConfig config, List<Category> categories, AnchorsFound found) {
    InputSize input = config.scale().input().orElseThrow();
    AnchorSet set = found.set();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("family", family(config, set));
    root.put("note", NOTE);
    root.put("input", List.of(3, input.height(), input.width()));
    root.put("preprocessing", preprocessing(input.fit()));
    switch (config.style().kind) {
      case RETINANET -> root.put("anchors", retinanet(found));
      case SSD -> root.put("priors", ssd(input, found));
      default -> yolo(root, config, set);
    }
    root.put("classes", categories.stream().map(Category::name).toList());
    root.put("category_ids", categories.stream().map(Category::id).toList());
    root.put("labels", "all");
    root.put("nms_iou", 0.5);
    try {
      return RunFacts.JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new InternalException("a descriptor does not serialise", e);
    }
  }

  private static String family(AnchorsConfig config, AnchorSet set) {
    if (config.style().kind != AnchorStyle.Kind.YOLO) {
      return config.style().name();
    }
    return set.strides().isEmpty() ? "yolov2" : "yolov3";
  }

  private static Map<String, Object> preprocessing(InputSize.Fit fit) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("resize", fit == InputSize.Fit.STRETCH ? "stretch" : "letterbox_center");
    if (fit == InputSize.Fit.LETTERBOX) {
      keys.put("pad", Collections.nCopies(3, 114));
    }
    keys.put("colour", "RGB");
    keys.put("scale", "1/255");
    keys.put("mean", List.of(0, 0, 0));
    keys.put("std", List.of(1, 1, 1));
    return keys;
  }

  /** One level in cells, or levels in pixels. */
  private static void yolo(Map<String, Object> root, AnchorsConfig config, AnchorSet set) {
    if (set.strides().isEmpty()) {
      double stride = config.scale().stride();
      root.put("stride", config.scale().stride());
      root.put("anchors", pairs(set.scaled("cells", 1 / stride, 1 / stride), set.members(0)));
      return;
    }
    root.put("strides", set.strides());
    root.put(
        "anchors",
        IntStream.range(0, set.strides().size())
            .mapToObj(level -> pairs(set, set.members(level)))
            .toList());
  }

  private static List<List<Double>> pairs(AnchorSet set, List<Integer> members) {
    return members.stream()
        .map(a -> set.anchors()[a])
        .map(a -> List.of(AnchorsFile.digits(a[0]), AnchorsFile.digits(a[1])))
        .toList();
  }

  private static Map<String, Object> retinanet(AnchorsFound found) {
    List<Double> scales = found.shape().scales();
    List<Integer> strides = found.set().strides();
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("strides", strides);
    keys.put(
        "base_sizes", strides.stream().map(s -> AnchorsFile.digits(s * scales.get(0))).toList());
    keys.put("octave_scales", scales.subList(1, scales.size()));
    keys.put("ratios_h_over_w", digits(found.shape().ratios()));
    return keys;
  }

  private static Map<String, Object> ssd(InputSize input, AnchorsFound found) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(
        "feature_sizes",
        found.set().strides().stream().map(s -> (input.width() + s - 1) / s).toList());
    keys.put("scales", digits(found.shape().scales()));
    keys.put("ratios", digits(found.shape().ratios()));
    keys.put("variances", List.of(0.1, 0.2));
    return keys;
  }

  private static List<Double> digits(List<Double> values) {
    return values.stream().map(AnchorsFile::digits).toList();
  }
}
