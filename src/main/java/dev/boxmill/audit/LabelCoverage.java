package dev.boxmill.audit;

import dev.boxmill.assign.AssignmentCoverage;
import dev.boxmill.assign.AssignmentScheme;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.io.Serializable;

/**
 * Counts the labels that a detector's target assignment leaves without an anchor or cell, over any
 * range of images; ranges merge to the whole in any order.
 */
public final class LabelCoverage implements Serializable {
  private static final long serialVersionUID = 1L;

  private final AssignmentScheme scheme;

  /** Width, height pairs in pixels of the input; null: the paper's. */
  private final double[] anchors;

  private final int width;
  private final int height;

  /**
   * Of a scheme.
   *
   * @param scheme how the detector's targets are assigned
   * @param anchors width, height pairs in pixels of the input, or null for the paper's
   * @param width of the network's input in pixels; 0 for the paper's
   * @param height likewise
   * @throws UserException when anchors or input do not suit the scheme
   */
  public LabelCoverage(AssignmentScheme scheme, double[] anchors, int width, int height) {
    this.scheme = scheme;
    this.anchors = anchors == null ? null : anchors.clone();
    this.width = width;
    this.height = height;
    empty();
  }

  /** {@return the count of no images, to merge others into} */
  public AssignmentCoverage empty() {
    return AssignmentCoverage.of(scheme, anchors, width, height);
  }

  /** {@return width, height pairs in pixels of the input, a copy; null for the paper's} */
  public double[] anchors() {
    return anchors == null ? null : anchors.clone();
  }

  /**
   * Refuses annotations without the images' sizes.
   *
   * @param annotations sizes of 0 stand for unknown ones
   * @throws UserException that names the first such image
   */
  public static void check(Annotations annotations) {
    ImageTable images = annotations.images();
    for (int i = 0; i < images.size(); i++) {
      ImageInfo image = images.image(i);
      if (image.width() <= 0 || image.height() <= 0) {
        throw new UserException(
            "--assignment: '"
                + image.fileName()
                + "' has no width and height in the annotations; convert them with --images first");
      }
    }
  }

  /**
   * Counts all labels but crowds, groups and those to ignore.
   *
   * @param labels of annotations that {@link #check} has passed
   * @param from first image's index
   * @param to index after the last image's
   * @return of this range alone
   */
  public AssignmentCoverage count(LabelIndex labels, int from, int to) {
    AssignmentCoverage coverage = empty();
    Annotations all = labels.annotations();
    for (int image = from; image < to; image++) {
      ImageInfo info = all.images().image(image);
      int[] rows = labels.judgedRows(image);
      double[] boxes = new double[4 * rows.length];
      int[] categories = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(all.groundTruths().boxes(), 4 * rows[i], boxes, 4 * i, 4);
        categories[i] = all.groundTruths().categoryId(rows[i]);
      }
      coverage.add(info.width(), info.height(), boxes, categories);
    }
    return coverage;
  }
}
