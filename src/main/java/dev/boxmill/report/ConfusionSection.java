package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which classes are taken for which, at one working point. */
@AutoService(ReportSection.class)
public final class ConfusionSection extends PerRunSection<ConfusionSection.Shown> {
  private static final String PROTOCOL = "confusion";

  /** The background's category id: no object, or no detection. */
  private static final int BACKGROUND = -1;

  /** Pairs of classes in the table; there may be thousands. */
  private static final int LISTED = 200;

  /** What the template shows of a run. */
  public record Shown(List<Card> cards, String top, TableView pairs, TableView classes) {}

  /**
   * A square matrix without its zeros.
   *
   * @param classes names, the background last
   * @param cells [row: true class, column: predicted class, count]
   */
  record Drawn(List<String> classes, List<int[]> cells) {}

  /** For the ServiceLoader. */
  public ConfusionSection() {
    super("confusion", "Confusion", 360);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("confusion").isEmpty();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    List<ResultRow> mistakes =
        m.rows("confusion").stream()
            .filter(r -> id(r, "trueId") != id(r, "predictedId"))
            .sorted(Comparator.comparingDouble(r -> -r.number("count")))
            .toList();
    String caption =
        mistakes.size() > LISTED
            ? "The " + LISTED + " most frequent mistakes of " + Format.count(mistakes.size())
            : "Mistakes, the most frequent first";
    return new Shown(
        List.of(
            Card.metric("Precision", m.value("precision"), "right pairs of detections"),
            Card.metric("Recall", m.value("recall"), "right pairs of objects"),
            Card.metric("F1", m.value("F1"), "harmonic mean of the two"),
            Card.error("Misclassified", m.value("misclassified"), "wrong class, of all pairs")),
        mistakes.isEmpty() ? "no mistakes" : words(mistakes.get(0)),
        TableView.of(ResultRow.class)
            .text("Object", r -> name(r, "true", "nothing there"))
            .text("Detected as", r -> name(r, "predicted", "not found"))
            .count("Count", "", r -> r.number("count"))
            .rows(caption, mistakes.stream().limit(LISTED).toList()),
        TableView.of(ResultRow.class)
            .text("Class", r -> r.text("name"))
            .metric("Precision", "", r -> r.number("precision"))
            .metric("Recall", "", r -> r.number("recall"))
            .text("Most taken for", r -> r.text("mostConfusedWith"))
            .count("Times", "", r -> r.number("confusions"))
            .rows("Confusion by class", m.rows("perClass")));
  }

  private static String words(ResultRow r) {
    return "most frequent mistake: "
        + name(r, "true", "nothing there")
        + " detected as "
        + name(r, "predicted", "not found")
        + ", "
        + Format.count(r.number("count"))
        + " times";
  }

  private static int id(ResultRow row, String column) {
    return (int) row.number(column);
  }

  private static String name(ResultRow row, String side, String background) {
    return id(row, side + "Id") == BACKGROUND ? background : row.text(side + "Name");
  }

  @Override
  Object drawn(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    List<String> classes = new ArrayList<>();
    Map<Integer, Integer> place = new HashMap<>();
    for (ResultRow row : m.rows("perClass")) {
      place.put(id(row, "categoryId"), classes.size());
      classes.add(row.text("name"));
    }
    place.put(BACKGROUND, classes.size());
    classes.add("background");
    List<int[]> cells = new ArrayList<>();
    for (ResultRow row : m.rows("confusion")) {
      Integer truth = place.get(id(row, "trueId"));
      Integer predicted = place.get(id(row, "predictedId"));
      if (truth != null && predicted != null) {
        cells.add(new int[] {truth, predicted, (int) row.number("count")});
      }
    }
    return new Drawn(classes, cells);
  }
}
