package dev.boxmill.job;

import dev.boxmill.cluster.Anchor;
import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.error.UserException;
import dev.boxmill.spark.AnchorRestarts;
import dev.boxmill.spark.BoxCounts;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.BoxFiles;
import dev.boxmill.store.HadoopSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The anchors job: reads boxes, counts their sizes, clusters them, writes the file. */
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
    try (AtomicOutput out = AtomicOutput.file(config.out(), hadoop)) {
      AnnotatedSizes annotated = sizes(config, spark, hadoop);
      BoxSizes sizes = annotated.histogram().result();
      if (sizes.boxes() == 0) {
        throw new UserException(
            config.annotations() + ": no boxes to find anchors for" + leftOut(annotated));
      }
      AnchorKMeans.check(sizes, config.k());
      Clustering found;
      if (sizes.distinct() < sparkFrom) {
        found = AnchorKMeans.fit(sizes, config.options());
      } else {
        try (SparkSession session = spark.get()) {
          found = AnchorRestarts.fit(session, sizes, config.options());
        }
      }
      out.writeText(out.temporary(), AnchorsFile.json(config, annotated, sizes, found));
      out.commit();
      return summary(config, annotated, sizes, found);
    }
  }

  private static AnnotatedSizes sizes(
      AnchorsConfig config, Supplier<SparkSession> spark, Configuration hadoop) throws IOException {
    if (config.format() == null && BoxFiles.isAt(config.annotations(), hadoop)) {
      BoxCounts counts = new BoxCounts(config.inputSize(), config.weight(), config.limit());
      BoxFiles boxes =
          BoxFiles.open("--annotations", config.annotations(), counts.extras(), hadoop);
      try (SparkSession session = spark.get()) {
        return new AnnotatedSizes(counts.count(session, boxes), AnnotatedSizes.UNKNOWN, 0);
      }
    }
    return AnnotatedSizes.of(
        AnnotationInput.read(
            "--annotations", config.annotations(), config.format(), Set.of(), hadoop),
        config);
  }

  private static String summary(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, Clustering found) {
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "%,d boxes of %,d %s%s%s%n",
            sizes.counted(),
            sizes.distinct(),
            sizes.error() > 0 ? "cells of a grid" : "sizes",
            annotated.images() == AnnotatedSizes.UNKNOWN
                ? ""
                : String.format(Locale.ROOT, " in %,d images", annotated.images()),
            leftOut(annotated)));
    for (Anchor a : found.anchors()) {
      lines.append(
          String.format(Locale.ROOT, "%8.1f x %-8.1f %5.1f %%%n", a.w(), a.h(), 100 * a.share()));
    }
    if (!found.converged()) {
      lines.append(
          "warning: the anchors still moved after --max-iterations "
              + config.maxIterations()
              + System.lineSeparator());
    }
    return lines
        .append(
            String.format(
                Locale.ROOT,
                "average IoU %.4f%s after %d rounds (best of %d starts) -> %s%n",
                found.averageIou(),
                sizes.error() > 0 ? String.format(Locale.ROOT, " +- %.4f", sizes.error()) : "",
                found.iterations(),
                config.restarts(),
                config.out()))
        .toString();
  }

  private static String leftOut(AnnotatedSizes annotated) {
    long empty = annotated.histogram().leftOut();
    if (empty == 0 && annotated.crowds() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT, " (left out: %,d of no size, %,d crowds)", empty, annotated.crowds());
  }
}
