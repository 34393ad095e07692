package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The sections about a data set and its labels, and parts of it. */
class ReportDataIT extends SamplePage {

  @Test
  void findingsTellTheirExamplesWhenAsked() throws Exception {
    assertEquals("empty-box", text("#findings tbody th"));
    String visible = "document.querySelector('#findings details ul').checkVisibility()";
    assertFalse(browser.evaluate(visible).asBoolean());
    click("#findings summary");
    assertTrue(browser.evaluate(visible).asBoolean());
    assertEquals(12, number("document.querySelectorAll('#findings details li').length"));
  }

  /** Sizes by width, then height; centres by row, then column; a ratio of 1 is the middle one. */
  @Test
  void dataIsDrawnAndSorted() throws Exception {
    assertEquals(12, options("data classes", ".series[0].data.length").asInt());
    assertEquals("[[0,1,1],[1,0,2]]", options("data sizes", ".series[0].data").toString());
    assertEquals("[[1,0,1],[0,1,2]]", options("data centres", ".series[0].data").toString());
    assertEquals(3, options("data aspects", ".series[0].data[16]").asInt());
    assertEquals("[0,1,1]", options("data crowding", ".series[0].data").toString());
    String first = "#data tbody tr:first-child th";
    assertEquals("ant", text(first));
    click("#data thead button");
    String once = text(first);
    click("#data thead button");
    assertFalse(once.equals(text(first)), "the other way round");
  }

  @Test
  void slicesSortByAnyNumber() throws Exception {
    assertTrue(number("document.querySelectorAll('#slices table').length") > 0);
    int rows = number("document.querySelector('#slices tbody').rows.length");
    browser.evaluate(
        "document.querySelectorAll('#slices table:first-of-type thead button')[1].click()");
    assertEquals(
        "descending",
        browser.evaluate("document.querySelectorAll('#slices thead th')[1].ariaSort").asText());
    assertEquals(rows, number("document.querySelector('#slices tbody').rows.length"));
  }

  /** Of nine labels three are lost: a third. */
  @Test
  void coverageStandsBySizeAndByClass() throws Exception {
    String cell = "document.querySelectorAll('#audit tbody')[%d].rows[0].cells[%d].textContent";
    assertEquals("small", browser.evaluate(cell.formatted(1, 0)).asText());
    assertEquals("33.3 %", browser.evaluate(cell.formatted(1, 2)).asText());
    assertEquals("ant", browser.evaluate(cell.formatted(2, 0)).asText());
  }

  /** Twelve suspects: missing (ranks 1, 6, 11), wrong-class (2, 7, 12), badly-drawn and so on. */
  @Test
  void auditListsSuspectsByKindAndClass() throws Exception {
    String shown = "document.querySelectorAll('#audit .gallery li:not([hidden])').length";
    assertEquals(12, number(shown));
    assertEquals(5, number("document.querySelectorAll('#audit tbody')[0].rows.length"));
    set("audit", "kind", "wrong-class");
    assertEquals(3, number(shown));
    browser.evaluate("document.querySelector('#audit').scrollIntoView({behavior: 'instant'})");
    String first = "document.querySelector('#audit .gallery li:not([hidden])')";
    browser.await(first + ".querySelectorAll('svg .det.right').length === 1");
    assertEquals(1, number(first + ".querySelectorAll('svg .gt.missed').length"), "label, dashed");
    assertEquals(
        "bee → cat & dog", browser.evaluate(first + ".querySelector('bdi').textContent").asText());
    set("audit", "kind", "");
    String bee =
        "[...document.querySelectorAll('#audit [data-class] option')].find(o => o.textContent === 'bee').value";
    set("audit", "class", browser.evaluate(bee).asText());
    assertEquals(2, number(shown), "ant is missing: add bee; bee should be cat & dog");
    browser.evaluate(first + ".querySelector('button').click()");
    assertTrue(browser.evaluate("document.querySelector('#audit dialog').open").asBoolean());
    assertEquals(
        "200 × 100 · missing: add bee, confidence .92 · 1 of 2", text("#audit [data-note]"));
  }

  @Test
  void anchorsAreNumberedAndCounted() throws Exception {
    assertEquals(2, options("anchors sizes", ".series[2].data.length").asInt());
    assertEquals(2, number("document.querySelectorAll('#anchors tbody')[0].rows.length"));
    assertTrue(
        browser
            .evaluate("document.querySelector('#anchors .swatch').style.background !== ''")
            .asBoolean(),
        "the chart's colours");
  }
}
