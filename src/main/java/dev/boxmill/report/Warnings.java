package dev.boxmill.report;

import dev.boxmill.report.Thumbnail.Missing;
import java.util.ArrayList;
import java.util.List;

/** What a reader must know before believing the numbers. */
final class Warnings {
  private Warnings() {}

  static List<String> of(ReportData data) {
    List<String> warnings = new ArrayList<>();
    for (DetectResult d : data.detects()) {
      double errors = d.run().number("errors").orElse(0);
      if (errors > 0) {
        warnings.add(
            Format.count(errors)
                + " of "
                + Format.count(d.run().number("images"))
                + " images could not be read and have no detections"
                + (data.detects().size() > 1
                    ? " (" + Format.lastName(d.run().source()) + ")."
                    : "."));
      }
    }
    for (EvaluateResult e : data.evaluates()) {
      warnings.addAll(e.warnings());
      List<ClassMetrics> classes = e.headline().perClass();
      long empty = classes.stream().filter(c -> c.groundTruths() == 0).count();
      if (empty > 0) {
        warnings.add(
            Format.count(empty)
                + " of "
                + Format.count(classes.size())
                + " classes have no annotated objects; they are left out of every mean.");
      }
    }
    addPictures(warnings, data);
    return List.copyOf(warnings);
  }

  private static void addPictures(List<String> warnings, ReportData data) {
    long absent = count(data, Missing.NOT_FOUND);
    if (absent > 0) {
      warnings.add(
          absent
              + (absent == 1 ? " gallery image was" : " gallery images were")
              + " not found; name their folder with --images to see them.");
    }
    long unreadable = count(data, Missing.UNREADABLE);
    if (unreadable > 0) {
      warnings.add(
          unreadable
              + (unreadable == 1 ? " gallery image" : " gallery images")
              + " could not be decoded; their boxes are drawn on grey.");
    }
    long over = count(data, Missing.OVER_LIMIT);
    if (over > 0) {
      warnings.add(
          over
              + (over == 1 ? " gallery image is" : " gallery images are")
              + " beyond --embed-limit; their boxes are drawn on grey.");
    }
  }

  private static long count(ReportData data, Missing missing) {
    return data.thumbnails().values().stream().filter(t -> t.missing() == missing).count();
  }
}
