package dev.boxmill.report;

import com.google.auto.service.AutoService;

/** How many objects are missed, by how many of their class are in the image. */
@AutoService(ReportSection.class)
public final class CountingSection extends PerRunSection<CountingSection.Shown> {
  private static final String PROTOCOL = "counting";

  /** What the template shows of a run. */
  public record Shown(
      String missed, String objects, String share, TableView crowds, TableView classes) {}

  /** For the ServiceLoader. */
  public CountingSection() {
    super("counting", "Missed objects", 370);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("missed").isEmpty();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    return new Shown(
        Format.count(m.value("missedObjects")),
        Format.count(m.value("objects")),
        Format.percent(m.value("missedShare")),
        TableView.of(ResultRow.class)
            .text("In the image", r -> Format.count(r.number("objects")))
            .count("Images", "pairs of image and class", r -> r.number("images"))
            .count("Objects", "", r -> r.number("instances"))
            .count("Missed", "", r -> r.number("missed"))
            .column("Share", "", r -> TableView.Cell.percent(r.number("share")))
            .rows("Missed objects by objects of their class in the image", m.rows("missed")),
        TableView.of(ResultRow.class)
            .text("Class", r -> r.text("name"))
            .count("Images", "", r -> r.number("images"))
            .count("Objects", "", r -> r.number("groundTruths"))
            .count("Missed", "", r -> r.number("missed"))
            .column("Share", "", r -> TableView.Cell.percent(r.number("share")))
            .rows("Missed objects by class", m.rows("perClass")));
  }

  /** [objects in the image, how many such objects, missed ones, their share]. */
  @Override
  Object drawn(EvaluateResult run) {
    return run.protocol(PROTOCOL).rows("missed").stream()
        .map(r -> r.numbers("objects", "instances", "missed", "share"))
        .toList();
  }
}
