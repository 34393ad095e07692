package dev.boxmill.spark;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.eval.CategoryBoxes;
import dev.boxmill.eval.CocoEvaluation;
import dev.boxmill.eval.ExampleMatching;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Evaluates detections category by category on Spark and writes curves and examples. */
public final class EvaluateRun {
  private EvaluateRun() {}

  /** What came of it. */
  public record Summary(
      Metric.Result result, long groundTruths, long detections, List<String> warnings) {}

  /** What one category sends back: everything else stays where it is. */
  private record Part(
      Serializable metric, ExampleMatching.Errors errors, int truths, int detections)
      implements Serializable {}

  /**
   * Evaluates and writes {@code folder/curves} and {@code folder/examples}.
   *
   * @param detections a folder of the detect job, or a COCO results file
   */
  public static Summary run(
      SparkSession spark,
      Metric metric,
      Metric.Options options,
      AnnotationTable truths,
      String detections,
      String folder) {
    List<String> warnings = new ArrayList<>();
    List<Category> categories = CocoEvaluation.sorted(truths.categories());
    DetectionsInput input = new DetectionsInput(spark, truths, warnings);
    JavaPairRDD<Integer, CategoryBoxes> boxes =
        input.read(detections).persist(StorageLevel.MEMORY_AND_DISK());
    List<Part> parts = evaluate(boxes, metric, options);
    input.warnAboutCategories();
    warn(parts, warnings);
    Metric.Result result =
        metric.summarise(categories, parts.stream().map(Part::metric).toList(), options);
    int[] chosen =
        ExampleChoice.worst(parts.stream().map(Part::errors).toList(), truths.images().size());
    List<Example> examples =
        ExampleChoice.collect(
            boxes, truths, categories, input.images(), input.paths(chosen), chosen);
    boxes.unpersist();
    write(
        spark,
        result.curves().stream().map(CurvesCodec::encode).toList(),
        CurvesCodec.schema(),
        folder + "/curves");
    write(
        spark,
        examples.stream().map(ExamplesCodec::encode).toList(),
        ExamplesCodec.schema(),
        folder + "/examples");
    return new Summary(
        result,
        truths.size(),
        parts.stream().mapToLong(Part::detections).sum(),
        List.copyOf(warnings));
  }

  private static List<Part> evaluate(
      JavaPairRDD<Integer, CategoryBoxes> boxes, Metric metric, Metric.Options options) {
    String protocol = metric.id();
    return boxes
        .mapValues(
            b ->
                new Part(
                    Metrics.find(protocol).evaluate(b, options),
                    ExampleMatching.errors(b),
                    b.groundTruths(),
                    b.detections()))
        .collect()
        .stream()
        .sorted(Comparator.comparingInt(pair -> pair._1()))
        .map(pair -> pair._2())
        .toList();
  }

  private static void warn(List<Part> parts, List<String> warnings) {
    if (parts.stream().allMatch(p -> p.detections() == 0)) {
      warnings.add("there are no detections: everything evaluates to 0");
    }
    long empty = parts.stream().filter(p -> p.truths() == 0).count();
    if (empty > 0) {
      warnings.add(empty + " categories have no ground truth; they do not count in the means");
    }
  }

  private static void write(SparkSession spark, List<Row> rows, StructType schema, String folder) {
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(folder);
  }
}
