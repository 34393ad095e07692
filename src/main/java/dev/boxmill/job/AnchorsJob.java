package dev.boxmill.job;

import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.error.UserException;
import dev.boxmill.spark.AnchorRestarts;
import dev.boxmill.spark.BoxCounts;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.BoxFiles;
import dev.boxmill.store.HadoopSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The anchors job: reads boxes, counts their sizes, finds anchors, writes files. */
final class AnchorsJob {
  /**
   * From this many different sizes on, each restart takes a second or more, and the restarts run as
   * Spark tasks; below, in threads of this process, without waiting for a Spark session.
   */
  private static final int SPARK_FROM = 1_000_000;

  private AnchorsJob() {}

  /** Writes the anchors and returns lines about them. */
  static String run(AnchorsConfig config, Supplier<SparkSession> spark) throws IOException {
    return run(config, spark, SPARK_FROM);
  }

  static String run(AnchorsConfig config, Supplier<SparkSession> spark, int sparkFrom)
      throws IOException {
    Configuration hadoop = HadoopSettings.load();
    List<AnchorSet> compare = ComparedAnchors.read(config.extras().compare(), config.scale());
    try (AtomicOutput out = AtomicOutput.file(config.out(), hadoop)) {
      AnnotatedSizes annotated = sizes(config, spark, hadoop);
      BoxSizes sizes = annotated.histogram().result();
      if (sizes.boxes() == 0) {
        throw new UserException(
            config.annotations() + ": no boxes to find anchors for" + annotated.leftOut());
      }
      AnchorsFound found =
          find(new AnchorFinder(config, annotated, sizes), sizes, compare, spark, sparkFrom);
      out.writeText(out.temporary(), AnchorsFile.json(config, annotated, sizes, found));
      export(config, annotated, found, hadoop);
      out.commit();
      return AnchorsSummary.of(config, annotated, sizes, found);
    }
  }

  private static AnnotatedSizes sizes(
      AnchorsConfig config, Supplier<SparkSession> spark, Configuration hadoop) throws IOException {
    if (config.format() != null || !BoxFiles.isAt(config.annotations(), hadoop)) {
      return AnnotatedSizes.of(
          AnnotationInput.read(
              "--annotations", config.annotations(), config.format(), Set.of(), hadoop),
          config);
    }
    config.filter().refuse(config.annotations() + ": boxes in Parquet");
    if (config.scale().partsOfImages()) {
      throw new UserException("--units relative: boxes in Parquet need --input-size W,H with it");
    }
    BoxCounts counts =
        new BoxCounts(config.scale().input(), config.kernel().weight, config.kernel().limit());
    BoxFiles boxes = BoxFiles.open("--annotations", config.annotations(), counts.extras(), hadoop);
    try (SparkSession session = spark.get()) {
      return AnnotatedSizes.of(counts.count(session, boxes), config);
    }
  }

  private static AnchorsFound find(
      AnchorFinder finder,
      BoxSizes sizes,
      List<AnchorSet> compare,
      Supplier<SparkSession> spark,
      int sparkFrom)
      throws IOException {
    if (sizes.distinct() < sparkFrom) {
      return finder.find(options -> AnchorKMeans.fit(sizes, options), compare);
    }
    try (SparkSession session = spark.get()) {
      return finder.find(options -> AnchorRestarts.fit(session, sizes, options), compare);
    }
  }

  /** All files or none: each is written beside its place before the first one appears. */
  private static void export(
      AnchorsConfig config, AnnotatedSizes annotated, AnchorsFound found, Configuration hadoop)
      throws IOException {
    List<AtomicOutput> files = new ArrayList<>();
    try {
      for (Map.Entry<AnchorExport, String> export : config.extras().exports().entrySet()) {
        AtomicOutput file = AtomicOutput.file(export.getValue(), hadoop);
        files.add(file);
        file.writeText(file.temporary(), export.getKey().text(config, annotated, found));
      }
      for (AtomicOutput file : files) {
        file.commit();
      }
    } finally {
      for (AtomicOutput file : files) {
        file.close();
      }
    }
  }
}
