package dev.boxmill.head;

import java.util.ArrayList;
import java.util.List;

/**
 * Guesses a model's head from the names and shapes of its outputs. Only what a head can read is
 * guessed; where several can, all are given, for shapes alone do not tell them apart.
 */
public final class HeadGuess {
  /** Proposals and queries number some hundreds, anchors and points of a dense head thousands. */
  private static final int FEW = 1000;

  private HeadGuess() {}

  /**
   * Names the heads that outputs may belong to.
   *
   * @param outputs in the model's order, of a batch of any size
   * @return ids of heads, in no order of likelihood; may be empty
   */
  public static List<String> guess(List<Tensor> outputs) {
    List<int[]> shapes = outputs.stream().map(Tensor::shape).toList();
    List<String> heads = new ArrayList<>();
    if (outputs.stream()
            .map(Tensor::name)
            .toList()
            .containsAll(List.of("boxes", "labels", "scores"))
        || (shapes.size() == 3 && ranks(shapes, 2, 1, 1) && shapes.get(0)[1] == 4)) {
      heads.add("torchvision");
    } else if (shapes.size() == 1) {
      one(shapes.get(0), heads);
    } else if (shapes.stream().allMatch(s -> s.length == 3)) {
      rows(shapes, heads);
    } else if (ranks(shapes, 4, 4) && isLayers(shapes.get(0), shapes.get(1))) {
      heads.add("detr_layers");
    } else if (shapes.stream().allMatch(s -> s.length == 4)) {
      maps(shapes, heads);
    } else if (ranks(shapes, 3, 3, 4) && isClassesAndBoxes(shapes) && sameRows(shapes)) {
      heads.add("panoptic_detr");
    }
    return heads;
  }

  private static void one(int[] s, List<String> heads) {
    if (s.length == 3 && s[2] == 6 && s[1] <= FEW) {
      heads.add("yolov10");
    } else if (s.length == 3 && s[2] > 5 && s[1] > s[2]) {
      heads.addAll(List.of("yolov5", "yolox"));
    } else if (s.length == 3 && s[1] > 4 && s[2] > s[1]) {
      heads.add("yolov8");
    } else if (s.length == 4 && s[1] == s[2]) {
      heads.add("yolov1");
    } else if (s.length == 4 && s[1] > 5) {
      heads.add("yolov2");
    }
  }

  private static void rows(List<int[]> s, List<String> heads) {
    if (s.size() == 2 && isClassesAndBoxes(s)) {
      heads.addAll(
          s.get(0)[1] <= FEW
              ? List.of("deformable_detr", "detr", "rtdetr")
              : List.of("retinanet", "ssd"));
    } else if (s.size() == 3 && s.get(0)[2] == 4 && isSecondStage(s)) {
      heads.addAll(List.of("faster_rcnn", "rcnn"));
    } else if (s.size() >= 2 && s.size() % 2 == 0 && isDistributions(s)) {
      heads.addAll(List.of("nanodet", "picodet"));
    }
  }

  private static void maps(List<int[]> s, List<String> heads) {
    boolean sameMap = s.stream().allMatch(x -> x[2] == s.get(0)[2] && x[3] == s.get(0)[3]);
    if (s.size() == 3 && sameMap && s.get(1)[1] == 2 && s.get(2)[1] == 2) {
      heads.add("centernet");
    } else if (s.size() % 3 == 0 && isFcos(s)) {
      heads.add("fcos");
    } else if (s.stream().allMatch(x -> x[1] == s.get(0)[1] && x[1] > 5) && shrinks(s)) {
      heads.addAll(List.of("yolov3", "yolov4"));
    }
  }

  /** Logits and boxes with the decoder's layers on an axis of their own. */
  private static boolean isLayers(int[] logits, int[] boxes) {
    return boxes[3] == 4 && logits[0] == boxes[0] && logits[1] == boxes[1] && logits[2] == boxes[2];
  }

  private static boolean isFcos(List<int[]> s) {
    for (int i = 0; i < s.size(); i += 3) {
      if (s.get(i)[1] != s.get(0)[1] || s.get(i + 1)[1] != 4 || s.get(i + 2)[1] != 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean shrinks(List<int[]> s) {
    for (int i = 1; i < s.size(); i++) {
      if (s.get(i)[2] >= s.get(i - 1)[2]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClassesAndBoxes(List<int[]> s) {
    return s.get(0)[1] == s.get(1)[1] && s.get(1)[2] == 4;
  }

  private static boolean isSecondStage(List<int[]> s) {
    int columns = s.get(1)[2];
    int deltas = s.get(2)[2];
    return sameRows(s) && (deltas == 4 || deltas == 4 * columns || deltas == 4 * (columns - 1));
  }

  private static boolean isDistributions(List<int[]> s) {
    int levels = s.size() / 2;
    for (int i = 0; i < levels; i++) {
      int[] boxes = s.get(levels + i);
      if (s.get(i)[2] != s.get(0)[2] || boxes[1] != s.get(i)[1] || boxes[2] % 4 != 0) {
        return false;
      }
    }
    return s.get(levels)[2] > 4;
  }

  private static boolean sameRows(List<int[]> s) {
    return s.stream().allMatch(x -> x[1] == s.get(0)[1]);
  }

  private static boolean ranks(List<int[]> s, int... ranks) {
    if (s.size() != ranks.length) {
      return false;
    }
    for (int i = 0; i < ranks.length; i++) {
      if (s.get(i).length != ranks[i]) {
        return false;
      }
    }
    return true;
  }
}
