package dev.boxmill.head;

import java.util.List;

/**
 * Outputs of the DETR family: logits [queries, classes (+ 1)] and boxes [queries, 4] as centre x,
 * centre y, width, height in [0, 1] of the input.
 */
final class QueryBoxes implements HeadDecoder.Head {
  private final Descriptor descriptor;
  private final int classes;
  private final boolean softmax;

  QueryBoxes(Descriptor descriptor) {
    this.descriptor = descriptor;
    classes = descriptor.classes().size();
    String activation = descriptor.keys().text("activation");
    if (!activation.equals("softmax") && !activation.equals("sigmoid")) {
      throw descriptor.keys().wrong("activation", "\"softmax\" or \"sigmoid\"");
    }
    softmax = activation.equals("softmax");
  }

  @Override
  public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
    Tensor logits = Outputs.at(outputs, 0, descriptor, -1, width());
    int queries = logits.dim(0);
    Tensor boxes = Outputs.at(outputs, 1, descriptor, queries, 4);
    decode(logits, logits.offset(image), boxes, boxes.offset(image), queries, floor, sink);
  }

  /** Logits of a query: softmax carries one more, the last, no object. */
  int width() {
    return softmax ? classes + 1 : classes;
  }

  /**
   * Decodes queries that lie one after the other.
   *
   * @param logitsAt where the first query's logits begin
   * @param boxesAt where the first query's box begins
   */
  void decode(
      Tensor logits,
      int logitsAt,
      Tensor boxes,
      int boxesAt,
      int queries,
      double floor,
      Candidates sink) {
    int width = width();
    float[] l = logits.data();
    double[] probabilities = new double[width];
    for (int q = 0; q < queries; q++) {
      int at = logitsAt + q * width;
      if (softmax) {
        Activation.softmax(l, at, probabilities);
      }
      for (int c = 0; c < classes; c++) {
        double score = softmax ? probabilities[c] : Activation.sigmoid(l[at + c]);
        if (score >= floor) {
          add(boxes.data(), boxesAt + 4 * q, q, c, score, sink);
        }
      }
    }
  }

  private void add(float[] b, int at, int q, int c, double score, Candidates sink) {
    Preprocessing input = descriptor.preprocessing();
    double cx = (double) b[at] * input.width();
    double cy = (double) b[at + 1] * input.height();
    double w = (double) b[at + 2] * input.width();
    double h = (double) b[at + 3] * input.height();
    sink.add(q, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
  }
}
