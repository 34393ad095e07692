package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * The second stage of Faster R-CNN (Ren et al. 2015): proposals [rois, 4] as edges in input pixels,
 * class logits [rois, 1 + classes] with background first, and deltas a class [rois, (1 + classes) *
 * 4] to be multiplied by "delta_std".
 */
@AutoService(HeadDecoder.class)
public final class FasterRcnn implements HeadDecoder {
  @Override
  public String id() {
    return "faster_rcnn";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    double[] std = descriptor.keys().numbers("delta_std", 4, v -> v > 0, "four positive numbers");
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor rois = Outputs.at(outputs, 0, descriptor, -1, 4);
      int count = rois.dim(0);
      Tensor logits = Outputs.at(outputs, 1, descriptor, count, classes + 1);
      Tensor deltas = Outputs.at(outputs, 2, descriptor, count, (classes + 1) * 4);
      float[] d = deltas.data();
      double[] scores = new double[classes + 1];
      double[] anchor = new double[4];
      for (int r = 0; r < count; r++) {
        Activation.softmax(logits.data(), logits.offset(image) + r * (classes + 1), scores);
        centreForm(rois.data(), rois.offset(image) + 4 * r, anchor);
        for (int c = 0; c < classes; c++) {
          if (scores[c + 1] >= floor) {
            int at = deltas.offset(image) + (r * (classes + 1) + c + 1) * 4;
            AnchorDeltas.add(
                sink,
                r,
                c,
                scores[c + 1],
                anchor,
                0,
                d[at] * std[0],
                d[at + 1] * std[1],
                d[at + 2] * std[2],
                d[at + 3] * std[3],
                1,
                1);
          }
        }
      }
    };
  }

  private static void centreForm(float[] edges, int at, double[] anchor) {
    anchor[0] = ((double) edges[at] + edges[at + 2]) / 2;
    anchor[1] = ((double) edges[at + 1] + edges[at + 3]) / 2;
    anchor[2] = (double) edges[at + 2] - edges[at];
    anchor[3] = (double) edges[at + 3] - edges[at + 1];
  }
}
