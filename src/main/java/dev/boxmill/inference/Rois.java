package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The proposals of a forward pass as a second stage takes them beside the images (Girshick 2015,
 * Fast R-CNN, section 2.1): a row [place in the batch, left, top, right, bottom] each, in input
 * pixels, place after place.
 *
 * @param rows five values a proposal
 * @param first the row at which the proposals of a place begin, and at the end all rows
 */
@SuppressWarnings("ArrayRecordComponent") // values of a forward pass, never compared
record Rois(float[] rows, int[] first) {
  static final int COLUMNS = 5;

  private static final int BOX = 4;

  /**
   * Brings the proposals of some images to their inputs.
   *
   * @param boxes x, y, width, height in image pixels, four values a proposal; null for none
   * @param places how each image lies in its input; null where a place holds none
   */
  static Rois of(List<float[]> boxes, List<Letterbox> places) {
    int[] first = new int[places.size() + 1];
    for (int i = 0; i < places.size(); i++) {
      boolean none = places.get(i) == null || boxes.get(i) == null;
      first[i + 1] = first[i] + (none ? 0 : boxes.get(i).length / BOX);
    }
    float[] rows = new float[Math.multiplyExact(COLUMNS, first[places.size()])];
    for (int i = 0; i < places.size(); i++) {
      for (int r = first[i]; r < first[i + 1]; r++) {
        put(rows, r, i, boxes.get(i), r - first[i], places.get(i));
      }
    }
    return new Rois(rows, first);
  }

  private static void put(float[] rows, int row, int image, float[] boxes, int box, Letterbox in) {
    int from = BOX * box;
    int to = COLUMNS * row;
    rows[to] = image;
    rows[to + 1] = (float) in.inputX(boxes[from]);
    rows[to + 2] = (float) in.inputY(boxes[from + 1]);
    rows[to + 3] = (float) in.inputX((double) boxes[from] + boxes[from + 2]);
    rows[to + 4] = (float) in.inputY((double) boxes[from + 1] + boxes[from + 3]);
  }

  /** As many proposals an image, each the whole input; for passes over zeros. */
  static Rois whole(int batch, int each, int height, int width) {
    float[] rows = new float[COLUMNS * batch * each];
    int[] first = new int[batch + 1];
    for (int i = 0; i < batch; i++) {
      first[i + 1] = (i + 1) * each;
      for (int r = first[i]; r < first[i + 1]; r++) {
        rows[COLUMNS * r] = i;
        rows[COLUMNS * r + 3] = width;
        rows[COLUMNS * r + 4] = height;
      }
    }
    return new Rois(rows, first);
  }

  /** Proposals of the pass. */
  int size() {
    return first[first.length - 1];
  }

  /** Proposals of the image at a place. */
  int size(int place) {
    return first[place + 1] - first[place];
  }

  /**
   * What the model said of one image's proposals, in the form of a model that finds them itself:
   * the proposals [1, n, 4] first, then the outputs [1, n, ...].
   *
   * @param outputs of the whole pass, a row a proposal
   * @param source the descriptor, for messages
   * @throws UserException when an output has not as many rows as there are proposals
   */
  List<Tensor> image(List<Tensor> outputs, int place, String source) {
    Tensor[] own = new Tensor[outputs.size() + 1];
    int count = size(place);
    float[] edges = new float[BOX * count];
    for (int r = 0; r < count; r++) {
      System.arraycopy(rows, COLUMNS * (first[place] + r) + 1, edges, BOX * r, BOX);
    }
    own[0] = new Tensor("rois", new int[] {1, count, BOX}, edges);
    for (int o = 0; o < outputs.size(); o++) {
      Tensor all = outputs.get(o);
      if (all.shape().length != 2 || all.shape()[0] != size()) {
        throw new UserException(
            source
                + ": output \""
                + all.name()
                + "\" has shape "
                + Arrays.toString(all.shape())
                + " for "
                + size()
                + " proposals; a model with \"rois\": \"input\" gives a row for each");
      }
      int columns = all.shape()[1];
      float[] values =
          Arrays.copyOfRange(all.data(), columns * first[place], columns * first[place + 1]);
      own[o + 1] = new Tensor(all.name(), new int[] {1, count, columns}, values);
    }
    return List.of(own);
  }
}
