package dev.boxmill.audit;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The audit of some images, with all that the models found in them. It takes two passes over the
 * images: {@link #learn} how the models behave; {@link #judge} the labels by the merged behaviour.
 */
public final class AuditPart {
  private final LabelIndex labels;
  private final IntPredicate images;
  private final List<DetectionTable> models;
  private final int[][] starts;
  private final int[][] rows;

  /**
   * Sorts the detections by image.
   *
   * @param labels of all images, not the part's alone
   * @param images which image indices are the part's
   * @param models detections of each model in images of the part
   * @throws UserException when an image is not in the annotations
   */
  public AuditPart(LabelIndex labels, IntPredicate images, List<DetectionTable> models) {
    this.labels = labels;
    this.images = images;
    this.models = List.copyOf(models);
    starts = new int[models.size()][];
    rows = new int[models.size()][];
    for (int m = 0; m < models.size(); m++) {
      sort(m, models.get(m));
    }
  }

  /** Detections of classes that the annotations lack are left out. */
  private void sort(int m, DetectionTable table) {
    Annotations all = labels.annotations();
    int[] imageOf = new int[table.size()];
    int[] next = new int[labels.images() + 1];
    for (int row = 0; row < imageOf.length; row++) {
      imageOf[row] = all.images().indexOf(table.imageId(row));
      if (imageOf[row] < 0) {
        throw new UserException(
            "image id "
                + table.imageId(row)
                + ": not in the annotations; audit with the file that the detections belong to");
      }
      if (all.categoryIndex(table.categoryId(row)) < 0) {
        imageOf[row] = -1;
      } else {
        next[imageOf[row] + 1]++;
      }
    }
    Arrays.parallelPrefix(next, Integer::sum);
    starts[m] = next.clone();
    rows[m] = new int[next[next.length - 1]];
    for (int row = 0; row < imageOf.length; row++) {
      if (imageOf[row] >= 0) {
        rows[m][next[imageOf[row]]++] = row;
      }
    }
  }

  /** {@return how the models behave in this part's images, for {@link Behaviour#merge}} */
  public Behaviour learn() {
    Behaviour behaviour = new Behaviour(models.size(), labels.annotations().categories().size());
    scenes(scene -> behaviour.add(new Evidence(scene, labels.annotations())));
    return behaviour;
  }

  /**
   * Judges the labels.
   *
   * @param behaviour of all parts
   * @param errorRate expected share of wrong labels, in (0, 1)
   * @param to gets the part's suspects, and the loss of each of its images
   */
  public void judge(Behaviour behaviour, double errorRate, Findings to) {
    Judge judge = new Judge(labels.annotations(), behaviour, errorRate);
    scenes(
        scene -> {
          judge.judge(new Evidence(scene, labels.annotations()), to::add);
          to.add(SetLoss.of(scene));
        });
  }

  private void scenes(Consumer<Scene> each) {
    for (int image = 0; image < labels.images(); image++) {
      if (images.test(image)) {
        Scene.Found[] found = new Scene.Found[models.size()];
        for (int m = 0; m < found.length; m++) {
          found[m] = found(m, image);
        }
        each.accept(new Scene(labels, image, found));
      }
    }
  }

  private Scene.Found found(int m, int image) {
    DetectionTable table = models.get(m);
    Integer[] order = new Integer[starts[m][image + 1] - starts[m][image]];
    Arrays.setAll(order, i -> rows[m][starts[m][image] + i]);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer row) -> -table.score(row))
            .thenComparingLong(table::rank));
    int[] classes = new int[order.length];
    double[] scores = new double[order.length];
    double[] boxes = new double[4 * order.length];
    for (int d = 0; d < order.length; d++) {
      classes[d] = labels.annotations().categoryIndex(table.categoryId(order[d]));
      scores[d] = table.score(order[d]);
      Scene.corners(table.boxes(), order[d], boxes, d);
    }
    return new Scene.Found(classes, scores, boxes);
  }
}
