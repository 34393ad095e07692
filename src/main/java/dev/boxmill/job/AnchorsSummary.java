package dev.boxmill.job;

import dev.boxmill.cluster.AnchorQuality;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the job prints. */
final class AnchorsSummary {
  private final AnchorsConfig config;
  private final AnchorsFound found;
  private final StringBuilder lines = new StringBuilder();

  private AnchorsSummary(AnchorsConfig config, AnchorsFound found) {
    this.config = config;
    this.found = found;
  }

  static String of(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, AnchorsFound found) {
    AnchorsSummary summary = new AnchorsSummary(config, found);
    summary.line(
        "%,d boxes of %,d %s%s%s",
        sizes.counted(),
        sizes.distinct(),
        sizes.error() > 0
            ? String.format(Locale.ROOT, "cells of a grid (average IoU +- %.4f)", sizes.error())
            : "sizes",
        annotated.images() == AnnotatedSizes.UNKNOWN
            ? ""
            : String.format(Locale.ROOT, " in %,d images", annotated.images()),
        annotated.leftOut());
    summary.sweep();
    summary.anchors();
    summary.quality();
    summary.warnings();
    summary.end();
    return summary.lines.toString();
  }

  private void line(String format, Object... values) {
    lines.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private void sweep() {
    if (found.clusterings().size() < 2) {
      return;
    }
    for (Clustering tried : found.clusterings()) {
      line(
          "k = %2d  average IoU %.4f%s",
          tried.anchors().size(),
          tried.averageIou(),
          tried == found.clustering() ? "  <- elbow, chosen" : "");
    }
  }

  private void anchors() {
    AnchorSet set = found.set();
    AnchorScale scale = config.scale();
    boolean pixels = scale.units() == AnchorScale.Units.PIXELS;
    String format = pixels ? "%8.1f x %-8.1f %5.1f %%%s" : "%8.4f x %-8.4f %5.1f %%%s";
    for (int a = 0; a < set.anchors().length; a++) {
      line(
          format,
          set.anchors()[a][0] / scale.unitWidth(),
          set.anchors()[a][1] / scale.unitHeight(),
          100.0 * found.quality().boxes(a) / found.quality().boxes(),
          set.strides().isEmpty() ? "" : "   stride " + set.strides().get(set.levels()[a]));
    }
    if (found.shape() != null) {
      line("scales %s, ratios %s", list(found.shape().scales()), list(found.shape().ratios()));
    }
    if (found.evolution() != null) {
      line(
          "fitness %.4f -> %.4f, %,d of %,d generations kept",
          found.evolution().before(),
          found.evolution().after(),
          found.evolution().improvements(),
          config.extras().evolve());
    }
  }

  private static String list(List<Double> values) {
    return values.stream()
        .map(v -> PastedAnchors.number(v, v < 20 ? 3 : 1))
        .collect(Collectors.joining(", "));
  }

  private void quality() {
    line(
        "%-34s average IoU  recall, ratio < %s  recall, IoU .5  anchors a target",
        "", PastedAnchors.number(config.extras().ratioThreshold(), 2));
    row(found.set().name(), found.quality());
    found.byArea().forEach((area, quality) -> row("  " + area + " boxes", quality));
    found.compared().forEach(other -> row(other.set().name(), other.quality()));
  }

  private void row(String name, AnchorQuality quality) {
    line(
        "%-34s %11.4f  %17.4f  %14.4f  %16.2f",
        name,
        quality.averageIou(),
        quality.recallAtRatio(),
        quality.recallAtHalf(),
        quality.anchorsPerTarget());
  }

  private void warnings() {
    Clustering clustering = found.clustering();
    if (clustering != null && !clustering.converged()) {
      line("warning: the anchors still moved after --max-iterations %d", config.maxIterations());
    }
    for (int stride : found.set().idle(found.quality())) {
      line("warning: no box is nearest to an anchor of stride %d", stride);
    }
    for (AnchorsFound.Compared other : found.compared()) {
      for (int stride : other.set().idle(other.quality())) {
        line(
            "warning: %s: no box is nearest to an anchor of stride %d", other.set().name(), stride);
      }
    }
  }

  private void end() {
    Clustering clustering = found.clustering();
    String how =
        clustering == null
            ? ""
            : String.format(
                Locale.ROOT,
                " after %d rounds (best of %d starts)",
                clustering.iterations(),
                config.restarts());
    line("average IoU %.4f%s -> %s", found.quality().averageIou(), how, config.out());
    config
        .extras()
        .exports()
        .forEach((export, file) -> line("%s -> %s", AnchorsFile.name(export), file));
  }
}
