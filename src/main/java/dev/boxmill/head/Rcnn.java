package dev.boxmill.head;

import com.google.auto.service.AutoService;
import java.util.List;

/**
 * The second stage of R-CNN (Girshick et al. 2014), SPP-net (He et al. 2014), Fast R-CNN (Girshick
 * 2015) and Faster R-CNN (Ren et al. 2015), as exports vary it: proposals [rois, 4] as edges in
 * input pixels, class logits [rois, 1 + classes], and deltas a class [rois, (1 + classes) * 4], or
 * [rois, classes * 4] without the background's, or [rois, 4] for all classes. Keys:
 *
 * <ul>
 *   <li>"delta_std": the deltas are multiplied by these four
 *   <li>"background": where it stands among the logits and deltas, "first" (default) or "last"
 *   <li>"scores": "logits" (default; a softmax is taken) or "probabilities"
 *   <li>"rois": "output" (default) where the model finds the proposals itself, or "input" where it
 *       takes them, as R-CNN and Fast R-CNN do
 * </ul>
 */
@AutoService(HeadDecoder.class)
public final class Rcnn implements HeadDecoder {
  @Override
  public String id() {
    return "rcnn";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    JsonKeys keys = descriptor.keys();
    boolean first = choice(keys, "background", "first", "last");
    boolean logits = choice(keys, "scores", "logits", "probabilities");
    boolean found = choice(keys, "rois", "output", "input");
    double[] std = keys.numbers("delta_std", 4, v -> v > 0, "four positive numbers");
    int classes = descriptor.classes().size();
    int columns = classes + 1;
    Head head =
        (outputs, image, floor, sink) -> {
          Tensor rois = Outputs.at(outputs, 0, descriptor, -1, 4);
          int count = rois.dim(0);
          Tensor values = Outputs.at(outputs, 1, descriptor, count, columns);
          int boxes = boxesOfRow(outputs, classes);
          Tensor deltas = Outputs.at(outputs, 2, descriptor, count, boxes * 4);
          float[] d = deltas.data();
          double[] scores = new double[columns];
          double[] anchor = new double[4];
          int skipped = first ? 1 : 0;
          for (int r = 0; r < count; r++) {
            int row = values.offset(image) + r * columns;
            if (logits) {
              Activation.softmax(values.data(), row, scores);
            } else {
              for (int c = 0; c < columns; c++) {
                scores[c] = values.data()[row + c];
              }
            }
            centreForm(rois.data(), rois.offset(image) + 4 * r, anchor);
            for (int c = 0; c < classes; c++) {
              double score = scores[c + skipped];
              if (score >= floor) {
                int box = boxes == 1 ? 0 : boxes == classes ? c : c + skipped;
                int at = deltas.offset(image) + (r * boxes + box) * 4;
                AnchorDeltas.add(
                    sink,
                    r,
                    c,
                    score,
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
    return found ? head : new GivenProposals(head);
  }

  private record GivenProposals(Head head) implements Head {
    @Override
    public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
      head.decode(outputs, image, floor, sink);
    }

    @Override
    public boolean takesProposals() {
      return true;
    }
  }

  private static boolean choice(JsonKeys keys, String key, String yes, String no) {
    String value = keys.has(key) ? keys.text(key) : yes;
    if (!value.equals(yes) && !value.equals(no)) {
      throw keys.wrong(key, "\"" + yes + "\" or \"" + no + "\"");
    }
    return value.equals(yes);
  }

  /** Boxes a proposal: one, one a class, or with the background's, which is asked for otherwise. */
  private static int boxesOfRow(List<Tensor> outputs, int classes) {
    if (outputs.size() > 2 && outputs.get(2).shape().length == 3) {
      int columns = outputs.get(2).dim(1);
      if (columns == 4 || columns == 4 * classes) {
        return columns / 4;
      }
    }
    return classes + 1;
  }

  private static void centreForm(float[] edges, int at, double[] anchor) {
    anchor[0] = ((double) edges[at] + edges[at + 2]) / 2;
    anchor[1] = ((double) edges[at + 1] + edges[at + 3]) / 2;
    anchor[2] = (double) edges[at + 2] - edges[at];
    anchor[3] = (double) edges[at + 3] - edges[at + 1];
  }
}
