package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.Examples;
import dev.boxmill.eval.Fragments;
import dev.boxmill.eval.ImageErrors;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.reflect.ClassTag$;

/**
 * Evaluates on Spark: detections are dealt out by class, every task evaluates the classes that fall
 * to it, and only results reach the driver. The result does not depend on how rows are partitioned.
 */
public final class SparkEvaluation {
  private static final int EXAMPLES = 48;
  private static final int PARTITIONS_PER_CORE = 2;

  private final SparkSession spark;
  private final Annotations truth;
  private final String protocol;
  private final Metric.Mode mode;

  public SparkEvaluation(SparkSession spark, Annotations truth, String protocol, Metric.Mode mode) {
    this.spark = spark;
    this.truth = truth;
    this.protocol = protocol;
    this.mode = mode;
  }

  /**
   * Evaluates detect's output folder or a COCO result file.
   *
   * @throws UserException when the input cannot be read or does not fit the ground truth
   */
  public EvaluateOutcome evaluate(String detections) {
    DetectionSource source = open(detections);
    int cores = Math.max(1, spark.sparkContext().defaultParallelism());
    int partitions = Math.max(1, Math.min(truth.categories().size(), PARTITIONS_PER_CORE * cores));
    List<EvaluatedPart> parts = parts(source, partitions);
    if (parts.stream().anyMatch(EvaluatedPart::unreadable)) {
      source = source.careful();
      parts = parts(source, partitions);
    }
    refuseUnknownImages(detections, parts);
    Metric.Evaluation evaluation =
        Metrics.find(protocol).start(truth, EvaluationOptions.standard().withMode(mode));
    ImageErrors errors = new ImageErrors(truth);
    for (EvaluatedPart part : parts) {
      Fragments.unpack(part.closed())
          .forEach((k, f) -> evaluation.mergeReduced(k, evaluation.reduce(k, List.of(f))));
      errors.mergeSaved(part.imageErrors());
    }
    long[] worst = errors.worst(EXAMPLES);
    List<Long> ids = LongStream.of(worst).boxed().toList();
    return new EvaluateOutcome(
        evaluation.result(),
        Examples.of(truth, worst, source.select(ids), source.paths(ids)),
        parts.stream().mapToLong(EvaluatedPart::detections).sum(),
        warnings(source, parts));
  }

  List<EvaluatedPart> parts(DetectionSource source, int partitions) {
    Broadcast<Annotations> shared =
        spark.sparkContext().broadcast(truth, ClassTag$.MODULE$.apply(Annotations.class));
    Dataset<Row> rows =
        source
            .blocks()
            .repartition(partitions, functions.col("category_id"))
            .mapPartitions(
                new EvaluateClasses(shared, protocol, mode),
                Encoders.row(EvaluatedPartCodec.schema()));
    List<EvaluatedPart> parts =
        rows.collectAsList().stream().map(EvaluatedPartCodec::decode).toList();
    shared.destroy();
    return parts;
  }

  private DetectionSource open(String name) {
    Path path = new Path(name);
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        throw new UserException("--detections " + name + ": no such file or folder");
      }
      if (files.getFileStatus(path).isDirectory() || isParquet(files, path)) {
        return ParquetDetections.open(spark, name, truth.images());
      }
      return new JsonDetections(spark, name);
    } catch (IOException e) {
      throw new UserException("--detections " + name + ": cannot be read (" + e + ")", e);
    }
  }

  private static boolean isParquet(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'A', 'R', '1'});
    }
  }

  private static void refuseUnknownImages(String name, List<EvaluatedPart> parts) {
    long rows = parts.stream().mapToLong(EvaluatedPart::unknownImageRows).sum();
    if (rows > 0) {
      throw new UserException(
          "--detections "
              + name
              + ": "
              + rows
              + " detections of image ids that the ground truth lacks, first "
              + first(parts.stream().map(EvaluatedPart::unknownImages).toList())
              + "; evaluate against the matching annotation file");
    }
  }

  private static String first(List<List<Long>> ids) {
    return ids.stream()
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .limit(EvaluateClasses.SHOWN)
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static List<String> warnings(DetectionSource source, List<EvaluatedPart> parts) {
    List<String> warnings = new ArrayList<>(source.warnings());
    if (parts.stream().mapToLong(EvaluatedPart::detections).sum() == 0) {
      warnings.add("there are no detections: every class with objects evaluates to 0");
    }
    long unknown = parts.stream().mapToLong(EvaluatedPart::unknownClassRows).sum();
    if (unknown > 0) {
      warnings.add(
          unknown
              + " detections of category ids that the ground truth lacks are left out, first "
              + first(parts.stream().map(EvaluatedPart::unknownClasses).toList()));
    }
    return warnings;
  }
}
