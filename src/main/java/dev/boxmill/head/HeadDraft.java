package dev.boxmill.head;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A descriptor made of what a model's outputs show. What they do not show is assumed as the
 * family's reference code has it (preprocessing, the threshold of NMS) or missing (anchors).
 *
 * @param json the descriptor's text; classes are called "class 0", "class 1", ...
 * @param missing keys that nobody can guess and that a run needs; empty where it can do without
 */
public record HeadDraft(String json, List<String> missing) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Trained on images divided by 255 in a grey letterbox, as Ultralytics and darknet do. */
  private static final Set<String> YOLO =
      Set.of("yolov1", "yolov2", "yolov3", "yolov4", "yolov5", "yolov8", "yolov10");

  private static final Set<String> NO_NMS =
      Set.of(
          "centernet",
          "deformable_detr",
          "detr",
          "detr_layers",
          "panoptic_detr",
          "rtdetr",
          "torchvision",
          "yolov10");

  /** Copies the list. */
  public HeadDraft {
    missing = List.copyOf(missing);
  }

  /**
   * Drafts a descriptor.
   *
   * @param family a head that {@link HeadGuess} gave for these outputs
   * @param outputs of an input of {@code height} x {@code width} pixels
   * @param form of that input
   * @param height of the input, pixels
   * @param width of the input, pixels
   * @return a draft to run with where nothing is missing
   */
  public static HeadDraft of(
      String family, List<Tensor> outputs, InputForm form, int height, int width) {
    ObjectNode root = MAPPER.createObjectNode();
    List<String> missing = new ArrayList<>();
    root.put("family", family);
    root.putArray("input").add(3).add(height).add(width);
    if (form == InputForm.BYTES) {
      geometry(family, root.put("preprocessing", "in-graph"));
    } else {
      preprocessing(family, root.putObject("preprocessing"));
    }
    List<int[]> shapes = outputs.stream().map(Tensor::shape).toList();
    int classes = parameters(family, shapes, height, width, root, missing);
    ArrayNode names = root.putArray("classes");
    for (int c = 0; c < classes; c++) {
      names.add("class " + c);
    }
    if (classes < 1) {
      missing.add("classes");
    }
    if (!NO_NMS.contains(family)) {
      root.put("nms_iou", .5);
    }
    return new HeadDraft(root.toPrettyString(), missing);
  }

  private static void geometry(String family, ObjectNode node) {
    if (YOLO.contains(family)) {
      node.put("resize", "letterbox_center").putArray("pad").add(114).add(114).add(114);
    } else {
      node.put("resize", "stretch");
    }
    node.put("colour", "RGB");
  }

  private static void preprocessing(String family, ObjectNode node) {
    geometry(family, node);
    node.put("scale", "1/255");
    if (YOLO.contains(family)) {
      node.putArray("mean").add(0).add(0).add(0);
      node.putArray("std").add(1).add(1).add(1);
      return;
    }
    node.putArray("mean").add(.485).add(.456).add(.406);
    node.putArray("std").add(.229).add(.224).add(.225);
  }

  /** Adds the head's keys; returns the number of classes, 0 where the outputs do not show it. */
  private static int parameters(
      String family, List<int[]> s, int height, int width, ObjectNode root, List<String> missing) {
    int[] first = s.get(0);
    int last = first[first.length - 1];
    switch (family) {
      case "detr", "panoptic_detr", "detr_layers" -> {
        root.put("activation", "softmax").put("labels", "best");
        return last - 1;
      }
      case "deformable_detr", "rtdetr" -> {
        root.put("activation", "sigmoid");
        return last;
      }
      case "yolox" -> {
        missing.add("strides");
        return last - 5;
      }
      case "yolov5" -> {
        return last - 5;
      }
      case "yolov8" -> {
        return first[1] - 4;
      }
      case "centernet" -> {
        root.put("stride", height / first[2]);
        return first[1];
      }
      case "fcos" -> {
        ArrayNode strides = root.putArray("strides");
        for (int i = 0; i < s.size(); i += 3) {
          strides.add(height / s.get(i)[2]);
        }
        return first[1];
      }
      case "nanodet", "picodet" -> {
        ArrayNode strides = root.putArray("strides");
        for (int i = 0; i < s.size() / 2; i++) {
          strides.add((int) Math.rint(Math.sqrt(height * (double) width / s.get(i)[1])));
        }
        root.put("bins", s.get(s.size() / 2)[2] / 4);
        return last;
      }
      case "faster_rcnn", "rcnn" -> {
        root.putArray("delta_std").add(.1).add(.1).add(.2).add(.2);
        return s.get(1)[2] - 1;
      }
      case "ssd" -> {
        missing.add("priors");
        return last - 1;
      }
      case "retinanet" -> {
        missing.add("anchors");
        return last;
      }
      case "yolov1" -> {
        missing.add("S");
        missing.add("B");
        return 0;
      }
      case "yolov2", "yolov3", "yolov4" -> {
        missing.add("anchors");
        return 0;
      }
      default -> {
        return 0;
      }
    }
  }
}
