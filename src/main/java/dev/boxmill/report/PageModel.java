package dev.boxmill.report;

import gg.jte.Content;
import java.util.List;

/**
 * What {@code page.jte} shows.
 *
 * @param title of the document, and the heading on top
 * @param subtitle jobs and date
 * @param version BoxMill's, for the footer
 * @param note the footer's promise
 * @param policy the page's Content-Security-Policy: nothing from outside, no script but ours
 * @param style the style sheet
 * @param sections those that have data, in order
 * @param scripts run in this order, each allowed by its hash in the policy
 */
public record PageModel(
    String title,
    String subtitle,
    String version,
    String note,
    String policy,
    Content style,
    List<Section> sections,
    List<Content> scripts) {

  /**
   * One section, ready to write.
   *
   * @param id {@link ReportSection#id}
   * @param title {@link ReportSection#title}
   * @param body its HTML
   * @param data JSON for its script, or null
   */
  public record Section(String id, String title, Content body, Content data) {}
}
