package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.report.ReportPage;
import dev.boxmill.report.SampleData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every section of a page of twelve made-up classes: what a person clicks, and what it does. */
class ReportSectionsIT {
  private static final List<String> NAMES =
      List.of(
          "ant",
          "bee",
          "cat & dog",
          "|pipe|",
          "50%_x",
          "=SUM(A1)",
          "gnu",
          "hen",
          "ibis",
          "jay",
          "kea",
          "lark");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void openBrowser() throws Exception {
    if (Browser.installed().isEmpty()) {
      String reason = "SKIPPED: needs chromium";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    page = folder.resolve("sections.html");
    Files.writeString(page, ReportPage.html(SampleData.named(NAMES, 12, Map.of()), "1"));
    browser = new Browser(Browser.installed().orElseThrow(), folder.resolve("profile"));
  }

  @AfterAll
  static void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openPage() throws Exception {
    browser.window(1440, 1000, "light");
    browser.open(page);
  }

  private String text(String selector) throws Exception {
    return browser
        .evaluate("document.querySelector(\"" + selector + "\").textContent.trim()")
        .asText();
  }

  private int number(String script) throws Exception {
    return browser.evaluate(script).asInt();
  }

  /** Scrolls to a chart and gives its ECharts options. */
  private JsonNode options(String chart, String path) throws Exception {
    String find =
        "BoxMill.charts.find(c => c.element.matches('#%s [data-chart=%s]'))"
            .formatted(chart.split(" ")[0], chart.split(" ")[1]);
    browser.evaluate(find + ".element.scrollIntoView({behavior: 'instant'})");
    browser.await("!!" + find + ".instance");
    return browser.evaluate(find + ".instance.getOption()" + path);
  }

  @Test
  void summaryTellsHowSureItsNumbersAre() throws Exception {
    assertEquals("interval 0.450 to 0.560", text("#summary .hero .interval"));
  }

  @Test
  void leaderboardSortsByAnyColumn() throws Exception {
    String first = "#leaderboard tbody tr:first-child th";
    assertEquals("ant", text(first), "the best AP first");
    browser.evaluate(
        "[...document.querySelectorAll('#leaderboard thead button')].find(b => b.textContent === 'Images/s').click()");
    assertEquals("bee", text(first), "the fastest first");
    assertEquals(2, options("leaderboard speed", ".series[0].data.length").asInt());
  }

  @Test
  void comparisonSaysWhatTheIntervalSays() throws Exception {
    assertEquals(
        "AP differs by +0.020 (interval +0.010 to +0.030): ant has more, beyond chance.",
        text("#compare .verdict"));
    assertEquals(12, options("compare classes", ".series[1].data.length").asInt());
    assertEquals(1, options("compare statistics", ".series[1].data.length").asInt());
  }

  @Test
  void confidenceMarksTheBestThreshold() throws Exception {
    assertEquals(
        .4, options("confidence confidence", ".series[2].markLine.data[0].xAxis").asDouble());
    assertEquals(1000, options("confidence confidence", ".series[2].data.length").asInt());
  }

  @Test
  void calibrationOpensItsTable() throws Exception {
    String visible = "document.querySelector('#calibration details table').checkVisibility()";
    assertFalse(browser.evaluate(visible).asBoolean());
    browser.evaluate("document.querySelector('#calibration summary').click()");
    assertTrue(browser.evaluate(visible).asBoolean());
    assertEquals(24, number("document.querySelectorAll('#calibration tbody tr').length"));
    assertEquals(24, options("calibration reliability", ".series[0].data.length").asInt());
  }

  @Test
  void errorsAndMissesAreDrawn() throws Exception {
    assertEquals(1.5, options("errors errors", ".series[0].data[0].value").asDouble());
    assertEquals(5, options("hoiem bars", ".series.length").asInt());
    assertEquals(12, options("counting missed", ".series[0].data.length").asInt());
  }

  /** A class has 6 kinds of mistakes and its hits; two of the squares meet for twelve classes. */
  @Test
  void confusionShowsMistakesOrAll() throws Exception {
    int mistakes = options("confusion matrix", ".series[0].data.length").asInt();
    browser.evaluate("document.querySelector('[data-cells=all]').click()");
    int all = options("confusion matrix", ".series[0].data.length").asInt();
    assertEquals(12 * 8, all);
    assertTrue(mistakes < all - 11, mistakes + " of " + all);
  }

  @Test
  void confusionZoomsWhereClassesAreMany() throws Exception {
    List<String> names = IntStream.range(0, 365).mapToObj(i -> "class " + i).toList();
    Path large = folder.resolve("confusion.html");
    Files.writeString(large, ReportPage.html(SampleData.named(names, 1, Map.of()), "1"));
    assertTrue(Files.size(large) < 3 << 20, Files.size(large) + " bytes");
    browser.open(large);
    String span = ".dataZoom.map(z => Math.round(z.endValue - z.startValue)).join(' ')";
    assertEquals("365 365", options("confusion matrix", span).asText());
    String middle =
        "(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('#confusion canvas').getBoundingClientRect())";
    JsonNode at = browser.evaluate(middle);
    for (int turn = 0; turn < 10; turn++) {
      browser.call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              "mouseWheel",
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "deltaX",
              0,
              "deltaY",
              -240));
      Thread.sleep(120);
    }
    Thread.sleep(300);
    String left = options("confusion matrix", span).asText();
    assertFalse(left.contains("365"), left);
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void tablesAreSearchedAndCopied() throws Exception {
    browser.evaluate(
        """
        (() => { Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (t) => { window.copied = t; }}});
        const input = document.querySelector('#lrp input'); input.value = 'A'; input.dispatchEvent(new Event('input')); })()
        """);
    String visible = "document.querySelectorAll('#lrp tbody tr:not([hidden])').length";
    assertEquals(6, number(visible), "ant, cat & dog, =SUM(A1), jay, kea, lark");
    browser.evaluate(
        "(i => { i.value = '%_'; i.dispatchEvent(new Event('input')); })(document.querySelector('#lrp input'))");
    assertEquals(1, number(visible));
    assertEquals(
        "Class,oLRP,Localisation,False positives,Misses,Threshold,Objects\n50%_x,0.2,,,,0.4,\n",
        copied("lrp", "CSV"));
    assertEquals(
        """
        | Class | oLRP | Localisation | False positives | Misses | Threshold | Objects |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | 50%\\_x | 0.200 |  |  |  | 0.400 |  |
        """,
        copied("lrp", "Markdown"));
    assertTrue(copied("lrp", "LaTeX").contains("50\\%\\_x & 0.200 &  &  &  & 0.400 &  \\\\\n"));
    String csv = copied("classes", "CSV");
    assertTrue(csv.contains("\n'=SUM(A1),"), "no formula for spreadsheets");
    String markdown = copied("classes", "Markdown");
    assertTrue(markdown.contains("| \\|pipe\\| |"), markdown);
    assertTrue(copied("classes", "LaTeX").contains("cat \\& dog"));
  }

  private String copied(String section, String kind) throws Exception {
    browser.evaluate(
        "document.querySelector('#%s [data-copy=%s]').click()".formatted(section, kind));
    return browser.evaluate("window.copied").asText();
  }

  @Test
  void galleryFiltersBySizeAndByTheOtherRun() throws Exception {
    String shown = "document.querySelectorAll('#gallery .gallery li:not([hidden])').length";
    String set =
        "(s => { s.value = '%2$s'; s.dispatchEvent(new Event('input', {bubbles: true})); })(document.querySelector('#gallery [data-%1$s]'))";
    assertEquals(12, number(shown));
    browser.evaluate(set.formatted("kind", "better"));
    assertEquals(6, number(shown), "every second image changed by +1");
    browser.evaluate(set.formatted("kind", "worse"));
    assertEquals(6, number(shown));
    browser.evaluate(set.formatted("kind", "all"));
    browser.evaluate(set.formatted("size", "large"));
    assertEquals(0, number(shown), "no box has 96 x 96 pixels");
    browser.evaluate(set.formatted("size", "small"));
    assertEquals(12, number(shown));
  }

  /** Twelve suspects: missing (ranks 1, 6, 11), wrong-class (2, 7, 12), badly-drawn and so on. */
  @Test
  void auditListsSuspectsByKindAndClass() throws Exception {
    String shown = "document.querySelectorAll('#audit .gallery li:not([hidden])').length";
    String set =
        "(s => { s.value = '%2$s'; s.dispatchEvent(new Event('input', {bubbles: true})); })(document.querySelector('#audit [data-%1$s]'))";
    assertEquals(12, number(shown));
    assertEquals(5, number("document.querySelectorAll('#audit tbody')[0].rows.length"));
    browser.evaluate(set.formatted("kind", "wrong-class"));
    assertEquals(3, number(shown));
    browser.evaluate("document.querySelector('#audit').scrollIntoView({behavior: 'instant'})");
    String first = "document.querySelector('#audit .gallery li:not([hidden])')";
    browser.await(first + ".querySelectorAll('svg .det.right').length === 1");
    assertEquals(1, number(first + ".querySelectorAll('svg .gt.missed').length"), "label, dashed");
    assertEquals(
        "bee → cat & dog", browser.evaluate(first + ".querySelector('bdi').textContent").asText());
    browser.evaluate(set.formatted("kind", ""));
    String bee =
        "[...document.querySelectorAll('#audit [data-class] option')].find(o => o.textContent === 'bee').value";
    browser.evaluate(set.formatted("class", browser.evaluate(bee).asText()));
    assertEquals(2, number(shown), "ant is missing: add bee; bee should be cat & dog");
    browser.evaluate(first + ".querySelector('button').click()");
    assertTrue(browser.evaluate("document.querySelector('#audit dialog').open").asBoolean());
    assertEquals(
        "200 × 100 · missing: add bee, confidence .92 · 1 of 2", text("#audit [data-note]"));
    assertEquals(List.of(), browser.complaints());
  }

  /** What a screen reader and a keyboard need. */
  @Test
  void everyPartHasANameAndEveryHeadingItsPlace() throws Exception {
    String nameless =
        """
        [...document.querySelectorAll('[data-chart]')].filter(c => c.getAttribute('role') !== 'img' || !c.ariaLabel)
        .concat([...document.querySelectorAll('table')].filter(t => !t.caption?.textContent.trim()))
        .concat([...document.querySelectorAll('button')].filter(b => !(b.ariaLabel ?? b.textContent).trim()))
        .concat([...document.querySelectorAll('main input, main select')].filter(i => !i.labels.length && !i.ariaLabel))
        .concat([...document.querySelectorAll('.scroll')].filter(s => s.tabIndex !== 0 || !s.ariaLabel))
        .map(e => e.outerHTML.slice(0, 120))
        """;
    assertEquals("[]", browser.evaluate(nameless).toString());
    String jumps =
        """
        [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))
        .filter((level, i, all) => i && level > all[i - 1] + 1).length
        """;
    assertEquals(0, number(jumps));
    assertEquals(
        0,
        number(
            "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"));
  }

  @Test
  void paperHasTablesInFullAndNoButtons() throws Exception {
    browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    assertEquals(0, number("document.querySelector('.copies').offsetHeight"));
    assertEquals(0, number("document.querySelector('.side').offsetHeight"));
    assertEquals(
        0,
        number(
            "[...document.querySelectorAll('.scroll')].filter(s => s.scrollHeight > s.clientHeight + 1).length"));
    browser.call("Emulation.setEmulatedMedia", Map.of("media", ""));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void narrowScreensScrollDownOnly() throws Exception {
    browser.window(390, 844, "dark");
    browser.open(page);
    assertEquals(390, number("document.documentElement.scrollWidth"));
  }
}
