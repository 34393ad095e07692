package dev.boxmill.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of GitHub-flavoured Markdown: columns of text first, then columns of numbers. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /**
   * An empty table.
   *
   * @param texts how many columns stand left; the others stand right
   * @param headings Markdown already, as cells are: {@link MarkdownText}
   */
  MarkdownTable(int texts, String... headings) {
    row(List.of(headings));
    List<String> ruler = new ArrayList<>(Collections.nCopies(texts, "---"));
    ruler.addAll(Collections.nCopies(headings.length - texts, "---:"));
    row(ruler);
  }

  MarkdownTable row(String... cells) {
    row(List.of(cells));
    return this;
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
