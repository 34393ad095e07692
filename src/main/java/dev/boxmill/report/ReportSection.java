package dev.boxmill.report;

/**
 * A part of the page. Implementations are public, final, have a public no-argument constructor and
 * are found by ServiceLoader ({@code @AutoService}).
 *
 * <p>A section "x" has its markup in {@code sections/x.jte}, whose one parameter is the {@linkplain
 * View#model model}, and may have a script {@code sections/x.js} that gets the {@linkplain
 * View#data data}.
 */
public interface ReportSection {

  /** Lower-case word: name of the files, anchor in the page. */
  String id();

  /** Heading and entry in the navigation. */
  String title();

  /** Position; small ones come first. */
  int order();

  /** Whether the results have something for this section; without, the page leaves it out. */
  boolean hasData(ReportData data);

  /** Computes what the template and the script show; called only when there is data. */
  View view(ReportData data);

  /**
   * What a section shows.
   *
   * @param model the template's parameter
   * @param data becomes JSON for the script; null: none
   */
  record View(Object model, Object data) {}
}
