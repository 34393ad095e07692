package dev.boxmill.job;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.cluster.WeightSurvey;
import dev.boxmill.cluster.Weights;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sizes of a data set's boxes, scaled as the anchors are to be, by class and COCO's areas. */
final class AnnotatedSizes {
  /** Areas in the image from which on an object is medium, and large (COCO). */
  private static final double MEDIUM = 32 * 32;

  private static final double LARGE = 96 * 96;

  /** COCO's names of sizes. */
  static final List<String> AREAS = List.of("small", "medium", "large");

  /**
   * Boxes of one class and area.
   *
   * @param area index in {@link #AREAS}
   */
  record Cell(String category, int area, SizeHistogram histogram) {}

  /** Number of images where the input has boxes only. */
  static final int UNKNOWN = -1;

  private static final Annotations BOXES_ONLY =
      new Annotations(ImageTable.of(), List.of(), new GroundTruthTable.Builder().build());

  private final Annotations annotations;
  private final AnchorScale scale;
  private final BoxFilter filter;
  private final String source;
  private final int limit;

  private final SizeHistogram[] cells;
  private final SizeHistogram histogram;
  private long crowds;
  private long difficult;
  private long otherClasses;
  private long tooSmall;

  private AnnotatedSizes(Annotations annotations, SizeHistogram histogram, AnchorsConfig config) {
    this.annotations = annotations;
    this.histogram = histogram;
    scale = config.scale();
    filter = config.filter();
    source = config.annotations();
    limit = config.kernel().limit();
    cells = new SizeHistogram[annotations.categories().size() * AREAS.size()];
  }

  /**
   * Counts sizes.
   *
   * @throws UserException when boxes are to be scaled and their image's size is not known, or
   *     weights are wanted that annotations do not have
   */
  static AnnotatedSizes of(Annotations annotations, AnchorsConfig config) {
    BoxWeight weight = config.kernel().weight;
    if (weight == BoxWeight.COLUMN) {
      throw new UserException(
          "--weight column: annotations have no weights; give boxes in Parquet, or another weight");
    }
    WeightSurvey survey = new WeightSurvey(weight);
    if (weight != BoxWeight.NONE) {
      new AnnotatedSizes(annotations, new SizeHistogram(), config)
          .each((w, h, row) -> survey.add(w, h, 1, annotations.groundTruths().categoryId(row)));
    }
    Weights weights = survey.weights();
    AnnotatedSizes sizes =
        new AnnotatedSizes(annotations, new SizeHistogram(config.kernel().limit()), config);
    sizes.each(
        (w, h, row) -> {
          int category = annotations.groundTruths().categoryId(row);
          sizes
              .cell(category, annotations.groundTruths().area(row))
              .add(w, h, weights.of(w, h, 1, category));
        });
    sizes.cells().forEach(cell -> sizes.histogram.merge(cell.histogram()));
    return sizes;
  }

  /** Sizes that were counted elsewhere; nothing is known of classes, areas and images. */
  static AnnotatedSizes of(SizeHistogram histogram, AnchorsConfig config) {
    return new AnnotatedSizes(BOXES_ONLY, histogram, config);
  }

  /** Takes a box: width and height as they are to be clustered. */
  private interface Sink {
    void box(double w, double h, int row);
  }

  private void each(Sink sink) {
    Set<Integer> wanted = filter.ids(annotations.categories(), source);
    for (int i = 0; i < annotations.groundTruths().size(); i++) {
      add(i, wanted, sink);
    }
  }

  private void add(int i, Set<Integer> wanted, Sink sink) {
    GroundTruthTable truths = annotations.groundTruths();
    if (!wanted.contains(truths.categoryId(i))) {
      otherClasses++;
    } else if (truths.crowd(i) && !filter.keepCrowd) {
      crowds++;
    } else if (truths.has(i, Flag.DIFFICULT) && !filter.keepDifficult) {
      difficult++;
    } else {
      double w = truths.boxes()[4 * i + 2];
      double h = truths.boxes()[4 * i + 3];
      double unitW = 1;
      double unitH = 1;
      if (scale.input().isPresent() || scale.partsOfImages()) {
        ImageInfo image = image(truths.imageId(i));
        if (scale.partsOfImages()) {
          unitW = image.width();
          unitH = image.height();
        } else {
          InputSize input = scale.input().get();
          w *= input.scaleX(image.width(), image.height());
          h *= input.scaleY(image.width(), image.height());
        }
      }
      if (w > 0 && h > 0 && Math.min(w, h) < filter.minSize) {
        tooSmall++;
      } else {
        sink.box(w / unitW, h / unitH, i);
      }
    }
  }

  private SizeHistogram cell(int category, double area) {
    int size = area < MEDIUM ? 0 : area < LARGE ? 1 : 2;
    int at = annotations.categoryIndex(category) * AREAS.size() + size;
    if (cells[at] == null) {
      cells[at] = new SizeHistogram(limit);
    }
    return cells[at];
  }

  private ImageInfo image(long id) {
    ImageTable images = annotations.images();
    ImageInfo image = images.image(images.indexOf(id));
    if (image.width() < 1 || image.height() < 1) {
      String option = scale.partsOfImages() ? "--units relative" : "--input-size";
      throw new UserException(
          source
              + ": image "
              + image.id()
              + " has no width and height, which "
              + option
              + " needs; add them, or leave "
              + option
              + " out");
    }
    return image;
  }

  /** The classes that boxes may be of, ascending by id. */
  List<Category> categories() {
    Set<Integer> wanted = filter.ids(annotations.categories(), source);
    return annotations.categories().stream().filter(c -> wanted.contains(c.id())).toList();
  }

  /** Those that have boxes, by class and then area. */
  List<Cell> cells() {
    List<Cell> filled = new ArrayList<>();
    for (int at = 0; at < cells.length; at++) {
      if (cells[at] != null) {
        String name = annotations.categories().get(at / AREAS.size()).name();
        filled.add(new Cell(name, at % AREAS.size(), cells[at]));
      }
    }
    return filled;
  }

  /** All sizes. */
  SizeHistogram histogram() {
    return histogram;
  }

  /** How many images the annotations are of, those without boxes included; or {@link #UNKNOWN}. */
  int images() {
    return annotations == BOXES_ONLY ? UNKNOWN : annotations.images().size();
  }

  /** Boxes left out because they stand for a group of objects. */
  long crowds() {
    return crowds;
  }

  /** Boxes left out because they are marked as difficult. */
  long difficult() {
    return difficult;
  }

  /** Boxes of classes that were not asked for. */
  long otherClasses() {
    return otherClasses;
  }

  /** Boxes below {@code --min-size}. */
  long tooSmall() {
    return tooSmall;
  }

  /** What was left out, in brackets; nothing where nothing was. */
  String leftOut() {
    List<String> parts = new ArrayList<>();
    if (histogram.leftOut() > 0 || crowds > 0) {
      parts.add(
          String.format(Locale.ROOT, "%,d of no size, %,d crowds", histogram.leftOut(), crowds));
    }
    note(parts, difficult, "difficult");
    note(parts, otherClasses, "of other classes");
    note(parts, tooSmall, "below --min-size");
    return parts.isEmpty() ? "" : " (left out: " + String.join(", ", parts) + ")";
  }

  private static void note(List<String> parts, long boxes, String what) {
    if (boxes > 0) {
      parts.add(String.format(Locale.ROOT, "%,d %s", boxes, what));
    }
  }
}
