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
import org.junit.jupiter.api.Test;

/** Sections about one run, and what all share: tables, names for screen readers, paper. */
class ReportSectionsIT extends SamplePage {

  @Test
  void summaryTellsHowSureItsNumbersAre() throws Exception {
    assertEquals("interval 0.450 to 0.560", text("#summary .hero .interval"));
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
    assertTrue(Files.size(large) < 2_700_000, Files.size(large) + " bytes");
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

  /**
   * The first key press offers to skip the navigation; then everything that acts can be reached.
   */
  @Test
  void keyboardReachesEverythingThatActs() throws Exception {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      browser.call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
    }
    assertEquals("#main", browser.evaluate("document.activeElement.hash").asText());
    assertEquals(
        "[]",
        browser
            .evaluate(
                """
                [...document.querySelectorAll('main *')]
                  .filter(e => ['pointer', 'zoom-in'].includes(getComputedStyle(e).cursor) && e.checkVisibility())
                  .filter(e => !e.closest('button, summary, a, [data-chart]')).map(e => e.outerHTML.slice(0, 120))
                """)
            .toString());
    assertEquals(
        0,
        number(
            "[...document.querySelectorAll('button, summary, input, select')].filter(e => e.tabIndex < 0).length"));
  }

  /** WCAG 2.2: 4.5 for text, 3 for what is drawn; on panels and on the page. */
  @Test
  void coloursStandOutInBothThemes() throws Exception {
    String faint =
        """
        (() => {
          document.querySelector('[data-set-theme=%s]').click();
          const style = getComputedStyle(document.documentElement);
          const light = (name) => {
            const hex = style.getPropertyValue('--' + name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
            const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
              .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
          const text = ['ink', 'muted', 'accent', 'warn', 'good'].flatMap((c) => [[c, 'panel', 4.5], [c, 'bg', 4.5]]);
          const drawn = Array.from({length: 10}, (_, i) => ['c' + (i + 1), 'panel', 3]);
          return [...text, ...drawn].filter(([a, b, least]) => !(contrast(a, b) >= least))
            .map(([a, b]) => `${a} on ${b} ${contrast(a, b).toFixed(2)}`);
        })()
        """;
    assertEquals("[]", browser.evaluate(faint.formatted("light")).toString());
    assertEquals("[]", browser.evaluate(faint.formatted("dark")).toString());
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
