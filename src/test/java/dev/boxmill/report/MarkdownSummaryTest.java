package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownSummaryTest {
  private static final List<String> NAMES =
      List.of("ant", "tea pot", "a|b", "\\| `c`", "<img src=x>", "\u202Etxt.exe", "two\nlines");

  /**
   * Row ends and cell borders only where the table puts them: a pipe that no backslash precedes.
   */
  private static final Pattern BORDER = Pattern.compile("(?<!\\\\)\\|");

  @Test
  void namesAndNumbersStandAsInTheGoldenFile() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("summary.md")) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8),
          MarkdownSummary.of(SampleData.named(NAMES, 0, Map.of()), "1"));
    }
  }

  @Test
  void hostileNamesStayInTheirCells() {
    String text = MarkdownSummary.of(SampleData.named(SampleData.HOSTILE, 7, Map.of()), "1");
    int borders = 0;
    for (String line : text.lines().toList()) {
      int here = (int) BORDER.matcher(line).results().count();
      borders = !line.startsWith("|") || borders == 0 ? here : borders;
      assertEquals(borders, here, line);
      String outsideCode = line.replaceAll("`[^`]*`", "").replaceAll("</?code>", "");
      assertFalse(outsideCode.matches("[^>].*<.*"), line);
    }
    Pattern unseen = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    assertFalse(unseen.matcher(text).find(), "control characters and turned text");
  }

  @Test
  void nobodyIsMentionedAndNothingLinked() {
    assertEquals(
        "@&#8203;team broke #&#8203;12, see https&#8203;&#58;//x.y",
        MarkdownText.sentence("@team broke #12, see https://x.y"));
    assertEquals("`@team #12`", MarkdownText.name("@team #12"), "code is not searched");
  }

  @Test
  void arrowsTellBeyondChanceFromWithin() {
    String text = MarkdownSummary.of(SampleData.named(List.of("new", "old"), 0, Map.of()), "1");
    assertTrue(text.contains("| `AP` | 0.500 | 0.520 | ▲ +0.020 | +0.010 to +0.030 |"), text);
  }

  @Test
  void fitsACommentWhateverThereIs() {
    List<String> names = IntStream.range(0, 1200).mapToObj(i -> "class ".repeat(90) + i).toList();
    ReportData data = SampleData.named(names, 0, Map.of());
    ReportData many =
        new ReportData(
            data.title(),
            IntStream.range(0, 40).mapToObj(i -> data.detects().get(0)).toList(),
            IntStream.range(0, 40).mapToObj(i -> data.evaluates().get(0)).toList(),
            IntStream.range(0, 40).mapToObj(i -> data.anchors().get(0)).toList(),
            IntStream.range(0, 40).mapToObj(i -> data.comparisons().get(0)).toList(),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    String text = MarkdownSummary.of(many, "1");
    assertTrue(text.length() < 65_536, text.length() + " characters");
    assertTrue(text.contains("\n28 more runs are in the report.\n"), "what is left out is told");
    assertTrue(text.contains("\n10 of 1,200 classes.\n"));
  }

  @Test
  void emptyResultsSaySo() {
    ReportData nothing =
        new ReportData(
            "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            Map.of());
    assertEquals(
        "## `Detection report`\n\nThe results hold nothing to show.\n\nMade by BoxMill 1.\n",
        MarkdownSummary.of(nothing, "1"));
  }
}
