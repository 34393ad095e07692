package dev.boxmill.head;

import com.google.auto.service.AutoService;
import dev.boxmill.geometry.BoxExtra;
import java.util.Set;

/**
 * FCOS (Tian et al. 2019): for each level class logits [classes, rows, columns], distances to the
 * left, top, right and bottom edge in pixels [4, rows, columns] and centre-ness [1, rows, columns];
 * the score is the root of class probability times centre-ness, and centre-ness is the localisation
 * confidence.
 */
@AutoService(HeadDecoder.class)
public final class Fcos implements HeadDecoder {
  @Override
  public String id() {
    return "fcos";
  }

  @Override
  public Set<BoxExtra> gives() {
    return Set.of(BoxExtra.LOCALISATION);
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    double[] strides =
        descriptor.keys().numbers("strides", 0, v -> v >= 1, "a list of positive integers");
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      // Both factors are at most 1, so each must reach the square of the floor.
      double least = Activation.logit(floor * floor);
      int row = 0;
      for (int level = 0; level < strides.length; level++) {
        Tensor logits = Outputs.at(outputs, 3 * level, descriptor, classes, -1, -1);
        int columns = logits.dim(2);
        int plane = logits.dim(1) * columns;
        Tensor edges = Outputs.at(outputs, 3 * level + 1, descriptor, 4, logits.dim(1), columns);
        Tensor centre = Outputs.at(outputs, 3 * level + 2, descriptor, 1, logits.dim(1), columns);
        for (int p = 0; p < plane; p++, row++) {
          float centreLogit = centre.data()[centre.offset(image) + p];
          if (centreLogit < least) {
            continue;
          }
          double centreness = Activation.sigmoid(centreLogit);
          for (int c = 0; c < classes; c++) {
            float logit = logits.data()[logits.offset(image) + c * plane + p];
            double score = logit < least ? 0 : Math.sqrt(Activation.sigmoid(logit) * centreness);
            if (score >= floor && logit >= least) {
              float[] d = edges.data();
              int at = edges.offset(image) + p;
              int rowOfPoint = p / columns;
              double x = (p % columns + .5) * strides[level];
              double y = (rowOfPoint + .5) * strides[level];
              sink.add(
                  row,
                  c,
                  score,
                  x - d[at],
                  y - d[at + plane],
                  x + d[at + 2 * plane],
                  y + d[at + 3 * plane]);
              sink.localisation(centreness);
            }
          }
        }
      }
    };
  }
}
