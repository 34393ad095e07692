package dev.boxmill.job;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.cluster.WeightSurvey;
import dev.boxmill.cluster.Weights;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.util.Optional;

/**
 * Sizes of a data set's boxes.
 *
 * @param histogram the sizes, scaled to the model's input where one is given
 * @param images how many images the annotations are of, those without boxes included; or {@link
 *     #UNKNOWN}
 * @param crowds boxes left out because they stand for a group of objects
 */
record AnnotatedSizes(SizeHistogram histogram, int images, long crowds) {

  /** Number of images where the input has boxes only. */
  static final int UNKNOWN = -1;

  /**
   * Counts sizes.
   *
   * @throws UserException when boxes are to be scaled and their image's size is not known, or
   *     weights are wanted that annotations do not have
   */
  static AnnotatedSizes of(Annotations annotations, AnchorsConfig config) {
    if (config.weight() == BoxWeight.COLUMN) {
      throw new UserException(
          "--weight column: annotations have no weights; give boxes in Parquet, or another weight");
    }
    WeightSurvey survey = new WeightSurvey(config.weight());
    if (config.weight() != BoxWeight.NONE) {
      each(annotations, config, (w, h, category) -> survey.add(w, h, 1, category));
    }
    Weights weights = survey.weights();
    SizeHistogram histogram = new SizeHistogram(config.limit());
    long crowds =
        each(
            annotations,
            config,
            (w, h, category) -> histogram.add(w, h, weights.of(w, h, 1, category)));
    return new AnnotatedSizes(histogram, annotations.images().size(), crowds);
  }

  /** Takes a box: width and height as they are to be clustered. */
  private interface Sink {
    void box(double w, double h, long category);
  }

  /** Hands on all boxes but crowds, and returns the number of those. */
  private static long each(Annotations annotations, AnchorsConfig config, Sink sink) {
    Optional<InputSize> input = config.inputSize();
    GroundTruthTable truths = annotations.groundTruths();
    long crowds = 0;
    for (int i = 0; i < truths.size(); i++) {
      if (truths.crowd(i)) {
        crowds++;
        continue;
      }
      double scaleX = 1;
      double scaleY = 1;
      if (input.isPresent()) {
        ImageTable images = annotations.images();
        ImageInfo image = images.image(images.indexOf(truths.imageId(i)));
        if (image.width() < 1 || image.height() < 1) {
          throw new UserException(
              config.annotations()
                  + ": image "
                  + image.id()
                  + " has no width and height, which --input-size needs;"
                  + " add them, or leave --input-size out");
        }
        scaleX = input.get().scaleX(image.width(), image.height());
        scaleY = input.get().scaleY(image.width(), image.height());
      }
      double[] boxes = truths.boxes();
      sink.box(boxes[4 * i + 2] * scaleX, boxes[4 * i + 3] * scaleY, truths.categoryId(i));
    }
    return crowds;
  }
}
