package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * SSD (Liu et al. 2016): class logits [priors, 1 + classes] with background first, offsets [priors,
 * 4] to be multiplied by the variances. Priors by level, row, column, shape, in fractions of the
 * input.
 */
@AutoService(HeadDecoder.class)
public final class Ssd implements HeadDecoder {
  @Override
  public String id() {
    return "ssd";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    JsonKeys keys = descriptor.keys().object("priors");
    double[] variances = keys.numbers("variances", 2, v -> v > 0, "two positive numbers");
    double[] priors = priors(keys);
    int classes = descriptor.classes().size();
    int count = priors.length / 4;
    int width = descriptor.preprocessing().width();
    int height = descriptor.preprocessing().height();
    return (outputs, image, floor, sink) -> {
      Tensor logits = Outputs.at(outputs, 0, descriptor, count, classes + 1);
      Tensor offsets = Outputs.at(outputs, 1, descriptor, count, 4);
      float[] o = offsets.data();
      double[] scores = new double[classes + 1];
      for (int p = 0; p < count; p++) {
        Activation.softmax(logits.data(), logits.offset(image) + p * (classes + 1), scores);
        int at = offsets.offset(image) + 4 * p;
        for (int c = 0; c < classes; c++) {
          if (scores[c + 1] >= floor) {
            AnchorDeltas.add(
                sink,
                p,
                c,
                scores[c + 1],
                priors,
                p,
                o[at] * variances[0],
                o[at + 1] * variances[0],
                o[at + 2] * variances[1],
                o[at + 3] * variances[1],
                width,
                height);
          }
        }
      }
    };
  }

  private static double[] priors(JsonKeys keys) {
    double[] sizes = keys.numbers("feature_sizes", 0, v -> v >= 1, "a list of grid sizes");
    double[] scales =
        keys.numbers("scales", sizes.length + 1, v -> v > 0, "one scale more than grid sizes");
    double[] ratios = keys.numbers("ratios", 0, v -> v > 0, "a list of ratios, the first one 1");
    double[] priors = new double[4 * count(sizes, ratios.length + 1)];
    int at = 0;
    for (int level = 0; level < sizes.length; level++) {
      int n = (int) sizes[level];
      for (int cell = 0; cell < n * n; cell++) {
        for (int shape = 0; shape <= ratios.length; shape++) {
          double s = scales[level];
          double root = shape < 2 ? 1 : Math.sqrt(ratios[shape - 1]);
          double side = shape == 1 ? Math.sqrt(s * scales[level + 1]) : s;
          int row = cell / n;
          priors[at++] = (cell % n + .5) / n;
          priors[at++] = (row + .5) / n;
          priors[at++] = side * root;
          priors[at++] = side / root;
        }
      }
    }
    return priors;
  }

  private static int count(double[] sizes, int shapes) {
    int cells = 0;
    for (double n : sizes) {
      cells += ((int) n) * ((int) n);
    }
    return cells * shapes;
  }
}
