package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Detection;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.ResizeMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads on hand-worked outputs; the zoo's trained models are run by {@code ZooIT}. */
final class HeadsTest {
  /** Hand-worked values, a few float operations deep. */
  private static final double TOLERANCE = 1e-5;

  private static Descriptor descriptor(String family, String more) {
    return Descriptor.parse(
        """
        {"family": "%s", "input": [3, 32, 32], "classes": ["a", "b"], %s
         "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": 1,
                           "mean": [0, 0, 0], "std": [1, 1, 1]}}
        """
            .formatted(family, more.isEmpty() ? "" : more + ","),
        family);
  }

  private static Candidates decode(Descriptor d, int image, double floor, Tensor... outputs) {
    Candidates candidates = new Candidates();
    Heads.prepare(d).decode(List.of(outputs), image, floor, candidates);
    return candidates;
  }

  private static void check(Candidates c, int i, int label, double score, double... box) {
    assertEquals(label, c.classIndex(i));
    assertEquals(score, c.score(i), TOLERANCE);
    for (int side = 0; side < 4; side++) {
      assertEquals(box[side], c.edge(i, side), TOLERANCE);
    }
  }

  @Test
  void yolov8ReadsColumnsOfTheRightImage() {
    // Two images, 6 channels, 2 points; only the second image's second point scores.
    float[] data = new float[24];
    float[] point = {10, 12, 4, 6, .1f, .9f};
    for (int channel = 0; channel < 6; channel++) {
      data[12 + 2 * channel + 1] = point[channel];
    }
    Tensor t = new Tensor("out", new int[] {2, 6, 2}, data);
    assertEquals(0, decode(descriptor("yolov8", ""), 0, .2, t).size());
    Candidates c = decode(descriptor("yolov8", ""), 1, .2, t);
    assertEquals(1, c.size());
    check(c, 0, 1, .9, 8, 9, 12, 15);
  }

  @Test
  void nanodetTakesTheExpectationOfItsBins() {
    // One cell of stride 32: the point is the centre pixel 15.5; a bin of logit 20 decides alone.
    float[] boxes = new float[32];
    int[] distance = {0, 1, 2, 3};
    for (int side = 0; side < 4; side++) {
      boxes[8 * side + distance[side]] = 20;
    }
    Tensor scores = new Tensor("scores", new int[] {1, 1, 2}, new float[] {.7f, .2f});
    Tensor bins = new Tensor("boxes", new int[] {1, 1, 32}, boxes);
    Candidates c = decode(descriptor("nanodet", "\"strides\": [32]"), 0, .5, scores, bins);
    assertEquals(1, c.size());
    check(c, 0, 0, .7, 15.5, 15.5 - 32, 15.5 + 64, 15.5 + 96);
    Candidates pico = decode(descriptor("picodet", "\"strides\": [32]"), 0, .5, scores, bins);
    check(pico, 0, 0, .7, 16, 16 - 32, 16 + 64, 16 + 96);
  }

  @Test
  void yoloxMultipliesObjectnessAndExponentiatesSizes() {
    float[] row = {.25f, .5f, (float) Math.log(.5), 0, .8f, .5f, .1f};
    Tensor t = new Tensor("out", new int[] {1, 1, 7}, row);
    Candidates c = decode(descriptor("yolox", "\"strides\": [32]"), 0, .3, t);
    assertEquals(1, c.size());
    check(c, 0, 0, .4, 0, 0, 16, 32);
  }

  @Test
  void detrLeavesNoObjectOut() {
    Tensor logits = new Tensor("logits", new int[] {1, 2, 3}, new float[] {0, 0, 9, 2, 0, 0});
    Tensor boxes =
        new Tensor("boxes", new int[] {1, 2, 4}, new float[] {0, 0, 1, 1, .5f, .5f, .5f, .25f});
    Candidates c = decode(descriptor("detr", "\"activation\": \"softmax\""), 0, .5, logits, boxes);
    assertEquals(1, c.size());
    double e = Math.exp(2);
    check(c, 0, 0, e / (e + 2), 8, 12, 24, 20);
    assertEquals(1, c.row(0));
  }

  @Test
  void rcnnReadsBackgroundAndDeltasWhereTheyStand() {
    // One proposal of 10 x 20 at (0, 0); class b's dx of 1 times .1 moves it by 1.
    Tensor roi = new Tensor("rois", new int[] {1, 1, 4}, new float[] {0, 0, 10, 20});
    float ln = (float) Math.log(3);
    Tensor first = new Tensor("cls", new int[] {1, 1, 3}, new float[] {0, 0, ln});
    Tensor last = new Tensor("cls", new int[] {1, 1, 3}, new float[] {.1f, .6f, .3f});
    Tensor three = new Tensor("d", new int[] {1, 1, 12}, new float[12]);
    Tensor two = new Tensor("d", new int[] {1, 1, 8}, new float[8]);
    Tensor one = new Tensor("d", new int[] {1, 1, 4}, new float[] {1, 0, 0, 0});
    three.data()[8] = 1;
    two.data()[4] = 1;
    String std = "\"delta_std\": [0.1, 0.1, 0.2, 0.2]";
    for (String family : List.of("rcnn", "faster_rcnn")) {
      for (Tensor deltas : List.of(three, two, one)) {
        Candidates c = decode(descriptor(family, std), 0, .5, roi, first, deltas);
        assertEquals(1, c.size());
        check(c, 0, 1, .6, 1, 0, 11, 20);
      }
    }
    three.data()[8] = 0;
    three.data()[4] = 1;
    String more = std + ", \"background\": \"last\", \"scores\": \"probabilities\"";
    Candidates c = decode(descriptor("rcnn", more), 0, .5, roi, last, three);
    assertEquals(1, c.size());
    check(c, 0, 1, .6, 1, 0, 11, 20);
  }

  @Test
  void torchvisionReadsDictsListsTuplesAndPaddedBatches() {
    Tensor boxes = new Tensor("boxes", new int[] {2, 4}, new float[] {0, 0, 4, 4, 1, 2, 3, 4});
    Tensor labels = new Tensor("labels", new int[] {2}, new float[] {1, 2});
    Tensor scores = new Tensor("scores", new int[] {2}, new float[] {.3f, .8f});
    Tensor masks = new Tensor("masks", new int[] {2, 1, 1, 1}, new float[2]);
    Tensor noBoxes = new Tensor("boxes", new int[] {0, 4}, new float[0]);
    Tensor none = new Tensor("labels", new int[] {0}, new float[0]);
    Tensor noScores = new Tensor("scores", new int[] {0}, new float[0]);
    Descriptor d = descriptor("torchvision", "");
    check(decode(d, 0, .5, masks, scores, boxes, labels), 0, 1, .8, 1, 2, 3, 4);
    // Two images, the first one without boxes.
    check(decode(d, 1, .5, noBoxes, none, noScores, boxes, labels, scores), 0, 1, .8, 1, 2, 3, 4);
    assertEquals(0, decode(d, 0, .5, noBoxes, none, noScores, boxes, labels, scores).size());
    Tensor[] tuple = {
      rename(boxes, "output0"), rename(scores, "output1"), rename(labels, "output2")
    };
    Descriptor ordered =
        descriptor("torchvision", "\"order\": [\"boxes\", \"scores\", \"labels\"]");
    check(decode(ordered, 0, .5, tuple), 0, 1, .8, 1, 2, 3, 4);
    Tensor padded = new Tensor("boxes", new int[] {2, 1, 4}, boxes.data());
    Tensor paddedLabels = new Tensor("labels", new int[] {2, 1}, labels.data());
    Tensor paddedScores = new Tensor("scores", new int[] {2, 1}, scores.data());
    check(decode(d, 1, .5, padded, paddedLabels, paddedScores), 0, 1, .8, 1, 2, 3, 4);
    // A label beyond the classes is dropped, here the second with labels from 2.
    assertEquals(
        0,
        decode(descriptor("torchvision", "\"first_label\": 3"), 0, 0, boxes, labels, scores)
            .size());
    assertThrows(UserException.class, () -> decode(d, 1, .5, boxes, labels, scores));
  }

  private static Tensor rename(Tensor t, String name) {
    return new Tensor(name, t.shape(), t.data());
  }

  @Test
  void wrongOutputsAreOneLine() {
    Tensor t = new Tensor("out", new int[] {1, 9, 2}, new float[18]);
    UserException e =
        assertThrows(UserException.class, () -> decode(descriptor("yolov8", ""), 0, .2, t));
    assertEquals(
        "yolov8: output \"out\" has shape [1, 9, 2] and yolov8 expects [N, 6, any];"
            + " give the descriptor that belongs to the model",
        e.getMessage());
    assertThrows(
        UserException.class,
        () -> decode(descriptor("detr", "\"activation\": \"softmax\""), 0, .2, t));
  }

  @Test
  void bestLabelKeepsOneClassARowAndTiesKeepTheirOrder() {
    Descriptor d = descriptor("yolov8", "\"labels\": \"best\", \"category_ids\": [7, 9]");
    Candidates c = new Candidates();
    c.add(0, 0, .5, 0, 0, 8, 8);
    c.add(0, 1, .6, 0, 0, 8, 8);
    c.add(1, 0, .6, 16, 16, 40, 40);
    c.add(2, 0, .9, 50, 50, 60, 60);
    List<Detection> found =
        new PostProcessor(d, NmsSettings.NONE, .01, 10)
            .finish(c, Letterbox.of(64, 64, 32, 32, ResizeMode.STRETCH));
    // The last one lies outside the input; the others keep their order at equal scores.
    assertEquals(2, found.size());
    assertEquals(new Detection(9, "b", .6, 0, 0, 16, 16), found.get(0));
    assertEquals(new Detection(7, "a", .6, 32, 32, 32, 32), found.get(1));
  }

  @Test
  void aDroppedClassTakesNoPlace() {
    Descriptor d = descriptor("yolov8", "\"category_ids\": [null, 9]");
    Candidates c = new Candidates();
    c.add(0, 0, .9, 0, 0, 8, 8);
    c.add(1, 1, .6, 0, 0, 8, 8);
    List<Detection> found =
        new PostProcessor(d, NmsSettings.hard(.5), .01, 1)
            .finish(c, Letterbox.of(32, 32, 32, 32, ResizeMode.STRETCH));
    assertEquals(List.of(9), found.stream().map(Detection::categoryId).toList());
  }

  @Test
  void everyHeadIsPublicAndHasItsOwnId() {
    List<HeadDecoder> all = Heads.all();
    assertTrue(all.size() >= 6);
    assertEquals(all.size(), all.stream().map(HeadDecoder::id).distinct().count());
  }
}
