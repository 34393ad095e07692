package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The sections that show runs: several of them side by side, and what a detector did. */
class ReportRunsIT extends SamplePage {

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
  void comparedClassesSortByTheirChange() throws Exception {
    String first = "#compare table:has(caption) tbody";
    String classes = "document.querySelectorAll('" + first + "')[1].rows[0].cells[0].textContent";
    assertEquals("ant", browser.evaluate(classes).asText(), "the greatest gain first");
    String change =
        "[...document.querySelectorAll('#compare table')[1].querySelectorAll('thead button')].find(b => b.textContent === 'Change').click()";
    browser.evaluate(change);
    browser.evaluate(change);
    assertEquals("lark", browser.evaluate(classes).asText(), "the greatest loss first");
  }

  /** Odd images gained one, even ones lost one; objects are 40 and 30 pixels wide. */
  @Test
  void changedImagesStandSideBySide() throws Exception {
    String shown = "document.querySelectorAll('#changes .duels > li:not([hidden])').length";
    assertEquals(12, number(shown));
    assertEquals(
        "ant against bee: 6 images that gained most, 6 that lost most", text("#changes h3"));
    browser.evaluate("document.querySelector('#changes').scrollIntoView({behavior: 'instant'})");
    String first = "document.querySelector('#changes .duels > li:not([hidden])')";
    browser.await(first + ".querySelectorAll('svg').length === 2");
    assertEquals(
        "bee ant",
        browser
            .evaluate(
                "[..."
                    + first
                    + ".querySelectorAll('.words bdi')].map(b => b.textContent).join(' ')")
            .asText());
    set("changes", "kind", "gains");
    assertEquals(6, number(shown));
    assertEquals("6 of 12 images", text("#changes [data-count]"));
    String boxes = first + ".querySelectorAll('.det').length";
    browser.await(boxes + " === 4");
    set("changes", "score", "0.5");
    browser.await(boxes + " === 2");
    click("#changes .duels > li:not([hidden]) button");
    assertTrue(browser.evaluate("document.querySelector('#changes dialog').open").asBoolean());
    assertEquals("200 × 100 · bee, 1 missed · 1 of 12", text("#changes [data-note]"));
    click("#changes [data-step='1']");
    assertEquals("200 × 100 · ant, 1 missed · 2 of 12", text("#changes [data-note]"));
  }

  /** Of 40 boxes from .01, NMS at .5, .6, .7 keeps 24, 30, 36 in 4 images; from .25 a third. */
  @Test
  void nmsShowsBoxesAndTimeByThreshold() throws Exception {
    assertEquals(
        "[[6,7.5,9],[2,2.5,3]]",
        options("nms kept", ".series.map(s => s.data.map(p => p[1]))").toString());
    assertEquals(1, options("nms time", ".series[0].data[0][1]").asDouble(), "4 ms, 4 images");
    click("#nms summary");
    assertEquals(6, number("document.querySelectorAll('#nms tbody tr').length"));
    browser.evaluate(
        "[...document.querySelectorAll('#nms thead button')].find(b => b.textContent === 'Boxes kept').click()");
    assertEquals("9.00", text("#nms tbody tr:first-child td:nth-child(4)"), "most boxes first");
  }

  /** The evaluated sweep is that of the detector's run, so it stands there once, with AP. */
  @Test
  void nmsShowsApByThreshold() throws Exception {
    assertEquals(1, number("document.querySelectorAll('#nms [data-run]').length"));
    assertEquals(
        "[[0.32,0.33,0.34],[0.3,0.31,0.32]]",
        options("nms ap", ".series.map(s => s.data.map(p => p[1]))").toString());
    assertEquals("[\"0.5\",\"0.6\",\"0.7\"]", options("nms ap", ".xAxis[0].data").toString());
    String find = "BoxMill.charts.find(c => c.element.matches('#nms [data-chart=ap]')).instance";
    browser.evaluate(find + ".dispatchAction({type: 'legendToggleSelect', name: '0.01'})");
    assertEquals("false", options("nms ap", ".legend[0].selected['0.01']").toString());
    click("#nms summary");
    browser.evaluate(
        "[...document.querySelectorAll('#nms thead button')].find(b => b.textContent === 'AP').click()");
    assertEquals("0.340", text("#nms tbody tr:first-child td:nth-child(6)"), "best AP first");
  }

  /** At threshold 0 the mean of the classes' curves; at 1 the first recall level is left. */
  @Test
  void apFallsWithTheScoreThreshold() throws Exception {
    assertEquals("[\"AP\",\"AP50\"]", options("nms cut", ".series.map(s => s.name)").toString());
    String ap50 = ".series[1].data.map(p => p[1])";
    assertEquals(101, options("nms cut", ap50 + ".length").asInt());
    assertEquals(.75, options("nms cut", ap50 + "[0]").asDouble(), 1e-3);
    assertTrue(
        options("nms cut", ap50 + ".every((v, i, all) => !i || v <= all[i - 1])").asBoolean());
    assertEquals(.01, options("nms cut", ap50 + "[100]").asDouble(), 1e-3);
  }

  /** Every query gave three boxes, one of each kind, and the last of 25 a fourth, small one. */
  @Test
  void queriesAreSquaresOfTheMostUsedTwenty() throws Exception {
    assertEquals(20, options("queries slots", ".grid.length").asInt());
    assertEquals("query 24  {n|4}", options("queries slots", ".title[0].text").asText());
    assertEquals(
        "[2,1,1]",
        options("queries slots", ".series.slice(0, 3).map(s => s.data.length)").toString());
    click("#queries summary");
    assertEquals(25, number("document.querySelectorAll('#queries tbody tr').length"));
    assertEquals("25 of 25 queries that gave boxes, most boxes first", text("#queries summary"));
    set("queries", "filter", "24");
    assertEquals(1, number("document.querySelectorAll('#queries tbody tr:not([hidden])').length"));
    assertEquals("50.0 %", text("#queries tbody tr:not([hidden]) td:nth-child(8)"), "small");
  }

  @Test
  void recallRisesWithTheDetectionsThatCount() throws Exception {
    assertEquals(
        "[[0.4,0.8],[0.5,0.9]]", options("curves limits", ".series.map(s => s.data)").toString());
    assertEquals("[\"1\",\"100\"]", options("curves limits", ".xAxis[0].data").toString());
  }

  @Test
  void curvesFollowTheChosenClassesAndIou() throws Exception {
    assertEquals(6, options("curves classes", ".series.length").asInt(), "at first");
    click("#curves .chips button[aria-pressed=false]");
    assertEquals(7, options("curves classes", ".series.length").asInt());
    click("#curves .chips button[aria-pressed=true]");
    assertEquals(6, options("curves classes", ".series.length").asInt());
    String last = ".series[0].data[100][1]";
    assertEquals(.5, options("curves classes", last).asDouble(), "1 - recall x IoU, at .50");
    click("#curves [data-iou=at75]");
    assertEquals(.25, options("curves classes", last).asDouble());
    click("#curves [data-iou=average]");
    assertEquals(.375, options("curves classes", last).asDouble());
  }

  @Test
  void runFactsOpen() throws Exception {
    String visible = "document.querySelector('#facts dl').checkVisibility()";
    boolean before = browser.evaluate(visible).asBoolean();
    click("#facts summary");
    assertEquals(!before, browser.evaluate(visible).asBoolean());
  }
}
