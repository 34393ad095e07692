package dev.boxmill.report;

import static dev.boxmill.report.MarkdownText.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The results in GitHub-flavoured Markdown, for a pull request or a job's summary: what decides
 * whether the page is worth opening. The same data gives the same text, which stays below the
 * 65,536 characters of a GitHub comment.
 */
public final class MarkdownSummary {
  private static final int WORST_CLASSES = 10;

  /** Runs, comparisons and warnings listed at most, each; of more their number is told. */
  private static final int MOST = 12;

  private static final List<String> METRICS = List.of("AP", "AP50", "AP75", "AR100");

  private final ReportData data;
  private final StringBuilder text = new StringBuilder();

  private MarkdownSummary(ReportData data) {
    this.data = data;
  }

  /**
   * {@return the summary, ending in a newline}
   *
   * @param data pictures are not looked at, but for warnings of missing ones
   * @param version BoxMill's version, for the last line
   */
  public static String of(ReportData data, String version) {
    MarkdownSummary summary = new MarkdownSummary(data);
    summary.text.append("## ").append(name(ReportPage.title(data))).append('\n');
    if (data.runs().isEmpty()) {
      summary.line("\nThe results hold nothing to show.");
    }
    summary.warnings();
    summary.accuracy();
    summary.comparisons();
    summary.worstClasses();
    summary.anchors();
    summary.runs();
    return summary.text.append("\nMade by BoxMill ").append(version).append(".\n").toString();
  }

  private void warnings() {
    List<String> warnings = Warnings.of(data);
    if (!warnings.isEmpty()) {
      text.append("\n> [!WARNING]\n");
      some(warnings).forEach(w -> line("> - " + MarkdownText.sentence(w)));
      omitted(warnings.size(), "> - and %d more");
    }
  }

  private void accuracy() {
    List<EvaluateResult> runs =
        data.evaluates().stream().filter(e -> e.headline().isAveragePrecision()).toList();
    if (runs.isEmpty()) {
      return;
    }
    heading("Accuracy");
    MarkdownTable table =
        new MarkdownTable(1, "Run", "AP", "AP50", "AP75", "AR100", "Images", "Objects", "Protocol");
    boolean sure = false;
    for (EvaluateResult run : some(runs)) {
      Intervals intervals = Intervals.of(run);
      List<String> cells = new ArrayList<>(List.of(name(run.name())));
      for (String metric : METRICS) {
        Card card = intervals.on(metric, Card.metric(metric, run.headline().value(metric), ""));
        sure |= card.interval() != null;
        cells.add(card.value() + (card.interval() == null ? "" : " " + bounds(card.interval())));
      }
      cells.add(Format.count(run.run().number("images")));
      cells.add(Format.count(run.run().number("groundTruths")));
      cells.add(name(run.headline().protocol()));
      table.row(cells.toArray(String[]::new));
    }
    text.append(table);
    omitted(runs.size(), "\n%d more runs are in the report.");
    if (sure) {
      line("\nIn parentheses: " + Intervals.share(runs.get(0)) + "s by bootstrap over the images.");
    }
  }

  private static String bounds(Card.Interval interval) {
    return "(" + Format.metric(interval.low()) + "–" + Format.metric(interval.high()) + ")";
  }

  private void comparisons() {
    int pairs = 0;
    for (ComparisonResult c : data.comparisons()) {
      List<String> names = c.names();
      for (String run : names.subList(Math.min(1, names.size()), names.size())) {
        if (++pairs <= MOST) {
          comparison(c, names.get(0), run);
        }
      }
    }
    omitted(pairs, "\n%d more comparisons are in the report.");
    if (pairs > 0) {
      line("\n▲ ▼ the change's interval leaves 0 out; △ ▽ it holds 0, or there is none.");
    }
  }

  private void comparison(ComparisonResult c, String first, String run) {
    heading(name(run) + " against " + name(first));
    MarkdownTable table =
        new MarkdownTable(1, "Statistic", "Before", "After", "Change", "Interval of the change");
    for (ResultRow row : some(CompareSection.headline(c, run))) {
      double low = row.signed("low");
      double high = row.signed("high");
      boolean bounded = !Double.isNaN(low) && !Double.isNaN(high);
      table.row(
          name(row.text("statistic")),
          Format.metric(CompareSection.before(c, first, row)),
          Format.metric(row.number("value")),
          change(row.signed("difference"), bounded && (low > 0 || high < 0)),
          bounded ? Format.signed(low) + " to " + Format.signed(high) : Format.UNDEFINED);
    }
    text.append(table);
  }

  /** The change with its arrow; the filled ones are for what is beyond chance. */
  private static String change(double difference, boolean sure) {
    if (Double.isNaN(difference)) {
      return Format.UNDEFINED;
    }
    String arrow =
        difference > 0 ? (sure ? "▲ " : "△ ") : difference < 0 ? (sure ? "▼ " : "▽ ") : "";
    return arrow + Format.signed(difference);
  }

  private void worstClasses() {
    for (EvaluateResult run : some(data.evaluates())) {
      List<ClassMetrics> known =
          run.headline().perClass().stream().filter(c -> c.ap() >= 0).toList();
      if (known.isEmpty()) {
        continue;
      }
      heading("Classes of " + name(run.name()) + " with the lowest AP");
      MarkdownTable table = new MarkdownTable(1, "Class", "AP", "AP50", "AR", "Objects");
      known.stream()
          .sorted(Comparator.comparingDouble(ClassMetrics::ap).thenComparing(ClassMetrics::name))
          .limit(WORST_CLASSES)
          .forEach(
              c ->
                  table.row(
                      name(c.name()),
                      Format.metric(c.ap()),
                      Format.metric(c.ap50()),
                      Format.metric(c.ar()),
                      Format.count((double) c.groundTruths())));
      text.append(table);
      if (known.size() > WORST_CLASSES) {
        line("\n" + WORST_CLASSES + " of " + Format.count(known.size()) + " classes.");
      }
    }
  }

  private void anchors() {
    if (!data.anchors().isEmpty()) {
      heading("Anchors");
      MarkdownTable table = new MarkdownTable(1, "File", "Average IoU", "Anchors", "Boxes");
      for (AnchorsResult a : some(data.anchors())) {
        table.row(
            name(Format.lastName(a.run().source())),
            Format.metric(a.averageIou()),
            Format.count(a.anchors().size()),
            Format.count(a.run().number("boxes")));
      }
      text.append(table);
    }
  }

  private void runs() {
    List<RunInfo> runs = data.runs();
    if (runs.isEmpty()) {
      return;
    }
    heading("Runs");
    MarkdownTable table =
        new MarkdownTable(4, "Result", "Job", "Model", "Started", "Took", "Images/s", "BoxMill");
    for (RunInfo run : some(runs)) {
      OptionalDouble rate = run.number("imagesPerSecond");
      table.row(
          name(Format.lastName(run.source())),
          name(run.job()),
          name(run.text("model").map(Format::lastName).orElse("")),
          name(Format.moment(run.startedAt())),
          Format.duration(run.seconds()),
          rate.isPresent() ? Format.rate(rate.getAsDouble()) : Format.UNDEFINED,
          name(run.version()));
    }
    text.append(table);
    omitted(runs.size(), "\n%d more runs are in the report.");
  }

  private void heading(String heading) {
    text.append("\n### ").append(heading).append("\n\n");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static <T> List<T> some(List<T> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private void omitted(int count, String sentence) {
    if (count > MOST) {
      line(sentence.formatted(count - MOST));
    }
  }
}
