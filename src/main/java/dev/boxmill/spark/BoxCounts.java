package dev.boxmill.spark;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.cluster.WeightSurvey;
import dev.boxmill.cluster.Weights;
import dev.boxmill.error.UserException;
import dev.boxmill.store.BoxFiles;
import dev.boxmill.store.BoxFiles.Extra;
import dev.boxmill.store.BoxSink;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Counts the sizes of boxes in Parquet, a task a part of a file. Where boxes have weights, a first
 * pass looks for their unit.
 *
 * @param input the model's input that boxes are scaled to, or null
 * @param weight how much a box counts
 * @param limit of distinct sizes or cells, see {@link SizeHistogram}
 */
public record BoxCounts(InputSize input, BoxWeight weight, int limit) implements Serializable {

  /**
   * As options give it.
   *
   * @param input the model's input that boxes are scaled to; empty to count them as they are
   * @param weight how much a box counts
   * @param limit of distinct sizes or cells, see {@link SizeHistogram}
   */
  public BoxCounts(Optional<InputSize> input, BoxWeight weight, int limit) {
    this(input.orElse(null), weight, limit);
  }

  /** {@return the columns that are needed beside width and height; a new set} */
  public EnumSet<Extra> extras() {
    EnumSet<Extra> extras = EnumSet.noneOf(Extra.class);
    if (input != null) {
      extras.add(Extra.IMAGE);
    }
    if (weight == BoxWeight.COLUMN) {
      extras.add(Extra.WEIGHT);
    }
    if (weight == BoxWeight.INVERSE_CLASS) {
      extras.add(Extra.CATEGORY);
    }
    return extras;
  }

  /**
   * {@return the sizes of all boxes: in pixels of the input where there is one, else in the unit of
   * the files}
   *
   * <p>A box without a positive weight or its image's size, where these are needed, fails Spark's
   * job; a {@link UserException} is among the causes.
   *
   * @param spark runs a task a part of the files, twice where boxes have weights
   * @param files opened with {@link #extras}
   */
  public SizeHistogram count(SparkSession spark, BoxFiles files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Integer> numbers = IntStream.range(0, files.parts()).boxed().toList();
    JavaRDD<Integer> parts = context.parallelize(new ArrayList<>(numbers), numbers.size());
    WeightSurvey survey = new WeightSurvey(weight);
    if (weight != BoxWeight.NONE) {
      parts.map(part -> survey(files, part)).collect().forEach(survey::merge);
    }
    Weights weights = survey.weights();
    return SizeHistograms.merged(parts.map(part -> count(files, part, weights)), limit);
  }

  private long[] survey(BoxFiles files, int part) throws IOException {
    WeightSurvey survey = new WeightSurvey(weight);
    files.read(part, extras(), scaled((w, h, iw, ih, given, c) -> survey.add(w, h, given, c)));
    return survey.state();
  }

  private byte[] count(BoxFiles files, int part, Weights weights) throws IOException {
    SizeHistogram histogram = new SizeHistogram(limit);
    files.read(
        part,
        extras(),
        scaled((w, h, iw, ih, given, c) -> histogram.add(w, h, weights.of(w, h, given, c))));
    return SizeHistograms.bytes(histogram);
  }

  private BoxSink scaled(BoxSink sink) {
    if (input == null) {
      return sink;
    }
    return (w, h, iw, ih, weight, category) -> {
      if (!(iw >= 1 && ih >= 1 && iw <= Integer.MAX_VALUE && ih <= Integer.MAX_VALUE)) {
        throw new UserException(
            "a box has the image size "
                + iw
                + " x "
                + ih
                + ", which --input-size needs; give image_width and image_height, or leave"
                + " --input-size out");
      }
      double x = input.scaleX((int) iw, (int) ih);
      double y = input.scaleY((int) iw, (int) ih);
      sink.box(w * x, h * y, iw, ih, weight, category);
    };
  }
}
