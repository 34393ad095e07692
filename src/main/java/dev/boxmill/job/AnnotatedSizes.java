package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
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
 * @param images how many images the annotations are of, those without boxes included
 * @param crowds boxes left out because they stand for a group of objects
 */
record AnnotatedSizes(SizeHistogram histogram, int images, long crowds) {

  /**
   * Counts sizes.
   *
   * @throws UserException when boxes are to be scaled and their image's size is not known
   */
  static AnnotatedSizes of(Annotations annotations, Optional<InputSize> input, String source) {
    GroundTruthTable truths = annotations.groundTruths();
    SizeHistogram histogram = new SizeHistogram();
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
              source
                  + ": image "
                  + image.id()
                  + " has no width and height, which --input-size needs;"
                  + " add them, or leave --input-size out");
        }
        scaleX = input.get().scaleX(image.width(), image.height());
        scaleY = input.get().scaleY(image.width(), image.height());
      }
      double[] boxes = truths.boxes();
      histogram.add(boxes[4 * i + 2] * scaleX, boxes[4 * i + 3] * scaleY);
    }
    return new AnnotatedSizes(histogram, annotations.images().size(), crowds);
  }
}
