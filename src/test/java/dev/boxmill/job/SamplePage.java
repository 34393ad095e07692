package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.report.ReportPage;
import dev.boxmill.report.SampleData;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A page of twelve made-up classes in Chromium, and what a person does with it. */
abstract class SamplePage extends BrowserPage {
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

  @BeforeAll
  static void writePage() throws Exception {
    page = folder.resolve("sections.html");
    Files.writeString(page, ReportPage.html(SampleData.named(NAMES, 12, Map.of()), "1"));
  }

  @AfterEach
  void consoleIsClean() {
    assertEquals(List.of(), browser.complaints());
  }

  static String text(String selector) throws Exception {
    return browser
        .evaluate("document.querySelector(\"" + selector + "\").textContent.trim()")
        .asText();
  }

  static int number(String script) throws Exception {
    return browser.evaluate(script).asInt();
  }

  static void click(String selector) throws Exception {
    browser.evaluate("document.querySelector(\"" + selector + "\").click()");
  }

  /** Gives a control of a section a value, as a person's choice does. */
  static void set(String section, String control, String value) throws Exception {
    browser.evaluate(
        ("(s => { s.value = '%3$s'; s.dispatchEvent(new Event('input', {bubbles: true})); })"
                + "(document.querySelector('#%1$s [data-%2$s]'))")
            .formatted(section, control, value));
  }

  /** Scrolls to a chart ("section name") and gives its ECharts options. */
  static JsonNode options(String chart, String path) throws Exception {
    String find =
        "BoxMill.charts.find(c => c.element.matches('#%s [data-chart=%s]'))"
            .formatted(chart.split(" ")[0], chart.split(" ")[1]);
    browser.evaluate(find + ".element.scrollIntoView({behavior: 'instant'})");
    browser.await("!!" + find + ".instance");
    return browser.evaluate(find + ".instance.getOption()" + path);
  }
}
