package dev.boxmill.report;

import java.util.List;
import java.util.Map;

/**
 * A section with the same part for each evaluated run that has the data.
 *
 * @param <T> what the template shows of a run
 */
public abstract class PerRunSection<T> implements ReportSection {
  private final String id;
  private final String title;
  private final int order;

  PerRunSection(String id, String title, int order) {
    this.id = id;
    this.title = title;
    this.order = order;
  }

  /** What the template shows of a run; label: the run's name, empty where there is but one. */
  public record Part<T>(String label, T shown) {}

  /** The template's parameter. */
  public record Model<T>(List<Part<T>> runs) {}

  /** Whether a run has the section's data. */
  abstract boolean has(EvaluateResult run);

  /** What the template shows. */
  abstract T shown(EvaluateResult run);

  /** What the script draws, as JSON. */
  abstract Object drawn(EvaluateResult run);

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final int order() {
    return order;
  }

  @Override
  public final boolean hasData(ReportData data) {
    return data.evaluates().stream().anyMatch(this::has);
  }

  @Override
  public final View view(ReportData data) {
    List<EvaluateResult> runs = data.evaluates().stream().filter(this::has).toList();
    boolean named = data.evaluates().size() > 1;
    List<Part<T>> parts =
        runs.stream().map(run -> new Part<>(named ? run.name() : "", shown(run))).toList();
    return new View(new Model<>(parts), Map.of("runs", runs.stream().map(this::drawn).toList()));
  }
}
