package dev.boxmill.job;

import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.util.HashMap;
import java.util.Map;
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
  static AnnotatedSizes of(AnnotationTable table, Optional<InputSize> input, String source) {
    Map<Long, ImageInfo> images = new HashMap<>();
    table.images().forEach(image -> images.put(image.id(), image));
    SizeHistogram histogram = new SizeHistogram();
    long crowds = 0;
    for (int i = 0; i < table.size(); i++) {
      if (table.crowd(i)) {
        crowds++;
        continue;
      }
      double scaleX = 1;
      double scaleY = 1;
      if (input.isPresent()) {
        ImageInfo image = images.get(table.imageId(i));
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
      histogram.add(table.box(i, 2) * scaleX, table.box(i, 3) * scaleY);
    }
    return new AnnotatedSizes(histogram, table.images().size(), crowds);
  }
}
