package dev.boxmill.report;

import gg.jte.Content;
import java.util.List;

/**
 * What {@code page.jte} shows.
 *
 * @param note the footer's promise
 * @param scripts run in this order, each allowed by its hash in the policy
 * @param policy the page's Content-Security-Policy: nothing from outside, no script but ours
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
   * @param data JSON for its script, or null
   */
  public record Section(String id, String title, Content body, Content data) {}
}
