package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;

/** Whether an object's pixels and keypoints fit its image and class. */
final class CocoFit {
  private CocoFit() {}

  /**
   * The end of a message about an object, or null where all is well.
   *
   * @param sized whether outlines need the image's size
   */
  static String complaint(Annotations all, int row, boolean sized) {
    GroundTruthTable rows = all.groundTruths();
    Segmentation shape = rows.segmentation(row);
    if (shape != null) {
      ImageInfo image = all.images().image(all.images().indexOf(rows.imageId(row)));
      if (shape instanceof Rle mask && image.height() > 0 && image.width() > 0) {
        if (mask.height() != image.height() || mask.width() != image.width()) {
          return ": a mask of "
              + size(mask.height(), mask.width())
              + ", but image id "
              + image.id()
              + " is "
              + size(image.height(), image.width())
              + "; give height, then width, of the image";
        }
      }
      if (sized && shape instanceof Polygons && (image.height() < 1 || image.width() < 1)) {
        return " has polygons, but image id " + image.id() + " no height and width; add them";
      }
    }
    double[] points = rows.keypoints(row);
    if (points != null) {
      int named = all.categories().get(all.categoryIndex(rows.categoryId(row))).keypoints().size();
      if (named > 0 && points.length != 3 * named) {
        return ": 'keypoints' has "
            + points.length / 3
            + " points, but its class "
            + named
            + "; give all of them, 0,0,0 where not labelled";
      }
    }
    return null;
  }

  private static String size(int height, int width) {
    return height + " x " + width + " pixels";
  }
}
