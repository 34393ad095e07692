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

  /** {@return a lower-case word: name of the files, anchor in the page} */
  String id();

  /** {@return the heading, which is the entry in the navigation too} */
  String title();

  /** {@return the position: small ones come first, equal ones by {@link #id}} */
  int order();

  /**
   * {@return whether the results have something for this section; without, the page leaves it out}
   *
   * @param data all that the page is made of
   */
  boolean hasData(ReportData data);

  /**
   * {@return what the template and the script show}
   *
   * @param data for which {@link #hasData} holds
   */
  View view(ReportData data);

  /**
   * What a section shows.
   *
   * @param model the template's parameter
   * @param data becomes JSON for the script; null: none
   */
  record View(Object model, Object data) {}
}
