package dev.boxmill.spark;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.data.Detection;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.CategoryBoxes;
import dev.boxmill.eval.CocoEvaluation;
import dev.boxmill.eval.ImageIndex;
import dev.boxmill.format.CocoResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * Ground truth and detections as one {@link CategoryBoxes} a category, wherever the detections come
 * from: the detect job's Parquet or COCO results JSON.
 */
final class DetectionsInput {
  private final SparkSession spark;
  private final AnnotationTable truths;
  private final List<Category> categories;
  private final ImageIndex images;
  private final List<String> warnings;
  private final LongAccumulator strangers;
  private Dataset<Row> parquet;

  DetectionsInput(SparkSession spark, AnnotationTable truths, List<String> warnings) {
    this.spark = spark;
    this.truths = truths;
    this.warnings = warnings;
    strangers = spark.sparkContext().longAccumulator("unknown categories");
    categories = CocoEvaluation.sorted(truths.categories());
    images = new ImageIndex(truths.images());
  }

  ImageIndex images() {
    return images;
  }

  /** All categories' boxes, keyed by the category's place in ascending order of ids. */
  JavaPairRDD<Integer, CategoryBoxes> read(String path) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    if (isFolder(path, context)) {
      return readParquet(path, context);
    }
    RemoteFile file = RemoteFile.find("--detections", path, context.hadoopConfiguration());
    try (InputStream in = file.open()) {
      DetectionTable table = CocoResults.read(in, path);
      countStrangers(table);
      return parallel(context, Arrays.asList(CocoEvaluation.gather(truths, table, categories)));
    } catch (IOException e) {
      throw new UserException("--detections " + path + ": cannot be read", e);
    }
  }

  /** Where detect found the chosen images; empty for COCO results, which do not say. */
  Map<Integer, String> paths(int[] chosen) {
    Map<Integer, String> paths = new HashMap<>();
    if (parquet != null) {
      JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
      Broadcast<ImageIndex> index = context.broadcast(images);
      int[] ascending = chosen.clone();
      Arrays.sort(ascending);
      parquet
          .select("path")
          .toJavaRDD()
          .map(row -> row.getString(0))
          .filter(path -> Arrays.binarySearch(ascending, index.value().byPath(path)) >= 0)
          .collect()
          .forEach(path -> paths.put(images.byPath(path), path));
    }
    return paths;
  }

  private static boolean isFolder(String path, JavaSparkContext context) {
    try {
      Path hadoop = new Path(path);
      FileSystem files = hadoop.getFileSystem(context.hadoopConfiguration());
      return files.exists(hadoop) && files.getFileStatus(hadoop).isDirectory();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "--detections " + path + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private void countStrangers(DetectionTable table) {
    Map<Integer, Boolean> known = new HashMap<>();
    categories.forEach(c -> known.put(c.id(), true));
    long unknown = 0;
    for (int i = 0; i < table.size(); i++) {
      unknown += known.containsKey(table.categoryId(i)) ? 0 : 1;
    }
    strangers.add(unknown);
  }

  /** To be called once the boxes have been used: only then is it known what was left out. */
  void warnAboutCategories() {
    long count = strangers.value();
    if (count > 0) {
      warnings.add(
          count + " detections are of categories that the ground truth does not have; left out");
    }
  }

  private JavaPairRDD<Integer, CategoryBoxes> parallel(
      JavaSparkContext context, List<CategoryBoxes> boxes) {
    List<Tuple2<Integer, CategoryBoxes>> pairs = new ArrayList<>();
    for (int k = 0; k < boxes.size(); k++) {
      pairs.add(new Tuple2<>(k, boxes.get(k)));
    }
    return context.parallelizePairs(pairs, Math.max(1, Math.min(pairs.size(), slices(context))));
  }

  /** A few categories a task: their sizes differ, and small tasks even that out. */
  private static int slices(JavaSparkContext context) {
    return 4 * context.defaultParallelism();
  }

  private JavaPairRDD<Integer, CategoryBoxes> readParquet(String path, JavaSparkContext context) {
    Dataset<Row> rows = openParquet(path);
    parquet = rows;
    HashMap<Integer, Integer> places = new HashMap<>();
    HashMap<Integer, CategoryBoxes> truthBoxes = new HashMap<>();
    List<CategoryBoxes> ordered = new ArrayList<>();
    for (int k = 0; k < categories.size(); k++) {
      places.put(categories.get(k).id(), k);
      ordered.add(new CategoryBoxes());
      truthBoxes.put(categories.get(k).id(), ordered.get(k));
    }
    CocoEvaluation.addTruths(truths, images, truthBoxes);
    checkImages(rows, context);
    Broadcast<ImageIndex> index = context.broadcast(images);
    LongAccumulator counter = strangers;
    JavaPairRDD<Integer, CategoryBoxes> detections =
        rows.toJavaRDD().mapPartitionsToPair(part -> gather(part, index.value(), places, counter));
    JavaPairRDD<Integer, CategoryBoxes> all =
        parallel(context, ordered)
            .union(detections)
            .reduceByKey(
                CategoryBoxes::merge, Math.max(1, Math.min(ordered.size(), slices(context))));
    return all;
  }

  private Dataset<Row> openParquet(String path) {
    try {
      Dataset<Row> rows = spark.read().parquet(path);
      List<String> columns = List.of(rows.columns());
      for (String name : ImageDetectionsCodec.schema().fieldNames()) {
        if (!columns.contains(name)) {
          throw new UserException(
              "--detections "
                  + path
                  + ": no column \""
                  + name
                  + "\"; give the detect job's output");
        }
      }
      return rows;
    } catch (Exception e) {
      if (e instanceof UserException user) {
        throw user;
      }
      if (e instanceof AnalysisException || String.valueOf(e.getMessage()).contains("Parquet")) {
        throw new UserException(
            "--detections " + path + ": no Parquet files there; give the detect job's output", e);
      }
      throw e;
    }
  }

  /** Every row must be of one annotated image, and no two of the same. */
  private void checkImages(Dataset<Row> rows, JavaSparkContext context) {
    Broadcast<ImageIndex> index = context.broadcast(images);
    CollectionAccumulator<String> unknown = spark.sparkContext().collectionAccumulator("unknown");
    LongAccumulator failed = spark.sparkContext().longAccumulator("failed");
    List<Tuple2<Integer, Integer>> twice =
        rows.select("path", "error")
            .toJavaRDD()
            .mapToPair(
                row -> {
                  int image = index.value().byPath(row.getString(0));
                  if (image < 0) {
                    unknown.add(row.getString(0));
                  }
                  if (!row.isNullAt(1)) {
                    failed.add(1);
                  }
                  return new Tuple2<>(image, 1);
                })
            .reduceByKey(Integer::sum)
            .filter(count -> count._1() >= 0 && count._2() > 1)
            .take(1);
    ImageIndex.refuseUnknown(unknown.value().stream().sorted().toList());
    if (!twice.isEmpty()) {
      throw new UserException(
          "--detections: "
              + twice.get(0)._2()
              + " rows are of the image with id "
              + images.id(twice.get(0)._1())
              + "; detect each image once");
    }
    if (failed.value() > 0) {
      warnings.add(
          failed.value()
              + " images could not be read by detect; they count as images without detections");
    }
  }

  private static Iterator<Tuple2<Integer, CategoryBoxes>> gather(
      Iterator<Row> rows,
      ImageIndex index,
      Map<Integer, Integer> places,
      LongAccumulator strangers) {
    Map<Integer, CategoryBoxes> boxes = new HashMap<>();
    while (rows.hasNext()) {
      ImageDetections image = ImageDetectionsCodec.decode(rows.next());
      int number = index.byPath(image.path());
      int rank = 0;
      for (Detection d : image.detections()) {
        Integer place = places.get(d.categoryId());
        if (place == null) {
          strangers.add(1);
        } else {
          boxes
              .computeIfAbsent(place, k -> new CategoryBoxes())
              .addDetection(number, rank, d.x(), d.y(), d.w(), d.h(), d.score());
        }
        rank++;
      }
    }
    return boxes.entrySet().stream().map(e -> new Tuple2<>(e.getKey(), e.getValue())).iterator();
  }
}
