package dev.boxmill.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The few numbers that a person wants to see before opening the page, as a table of text. */
public final class ConsoleSummary {
  private static final List<String> METRICS = List.of("AP", "AP50", "AR100");

  private ConsoleSummary() {}

  /**
   * {@return one line a number, aligned; empty where there are no results to speak of}
   *
   * @param data of which evaluated and detected runs are told, in this order
   */
  public static String of(ReportData data) {
    List<String[]> rows = new ArrayList<>();
    for (EvaluateResult result : data.evaluates()) {
      for (String metric : METRICS) {
        double value = result.headline().value(metric);
        rows.add(new String[] {metric, value < 0 ? "-" : format("%.3f", value)});
      }
    }
    for (DetectResult result : data.detects()) {
      OptionalDouble rate = result.run().number("imagesPerSecond");
      if (rate.isPresent()) {
        rows.add(new String[] {"images/s", format("%.1f", rate.getAsDouble())});
      }
    }
    StringBuilder table = new StringBuilder();
    for (String[] row : rows) {
      table.append(String.format(Locale.ROOT, "  %-10s %8s%n", row[0], row[1]));
    }
    return table.toString();
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
