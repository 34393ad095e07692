package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final ReportData NOTHING =
      new ReportData(
          "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          Map.of());

  @Test
  void sectionsHaveUniqueIdsAndPlaces() {
    Set<String> ids = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (ReportSection section : ReportPage.sections()) {
      assertTrue(section.id().matches("[a-z]+"), section.id());
      assertTrue(ids.add(section.id()), section.id());
      assertTrue(places.add(section.order()), section.id());
      assertFalse(section.hasData(NOTHING), section.id() + " needs data");
    }
    assertEquals(
        Set.of(
            "summary",
            "leaderboard",
            "compare",
            "curves",
            "confidence",
            "nms",
            "queries",
            "calibration",
            "classes",
            "slices",
            "errors",
            "hoiem",
            "confusion",
            "counting",
            "lrp",
            "numbers",
            "anchors",
            "findings",
            "data",
            "gallery",
            "changes",
            "audit",
            "unreadable",
            "facts"),
        ids);
  }

  @Test
  void emptyResultsMakeAPageThatSaysSo() {
    String html = ReportPage.html(NOTHING, "1");
    assertTrue(html.contains("The results hold nothing to show."));
    assertFalse(html.contains("<section"));
    assertTrue(html.contains("<h1><bdi>Detection report</bdi></h1>"));
  }

  @Test
  void namesNeverBecomeMarkup() {
    ReportData data = SampleData.named(SampleData.HOSTILE, 7, Map.of());
    String html = ReportPage.html(data, "1");
    String own = html.substring(0, html.indexOf("<script>")); // libraries come behind
    assertFalse(own.contains("<script>document"), "a script tag out of a name");
    assertFalse(own.contains("<img src=x"), "an image out of a name");
    Pattern handler = Pattern.compile("<[a-z]+(?:\\s+[a-z-]+(?:=\"[^\"]*\")?)*\\s+on[a-z]+=");
    assertFalse(handler.matcher(own).find(), "an attribute out of a name");
    assertTrue(own.contains("title=\"&#34; onmouseover="), "quotes in attributes are escaped");
    assertTrue(own.contains("&lt;script&gt;document.title='owned'&lt;/script&gt;"));
    long data7 =
        Pattern.compile("<script type=\"application/json\"").matcher(own).results().count();
    assertEquals(20, data7, "all but summary, unreadable images and facts have data");
    assertEquals(data7, Pattern.compile("</script>").matcher(own).results().count());
  }

  @Test
  void thePolicyAllowsOnlyThePagesOwnScripts() {
    String html = ReportPage.html(NOTHING, "1");
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertTrue(policy.find());
    String allowed = policy.group(1).replace("&#39;", "'");
    assertTrue(allowed.startsWith("default-src 'none';"), allowed);
    String scripts = allowed.replaceFirst(".*script-src ", "");
    assertTrue(scripts.matches("('sha256-[A-Za-z0-9+/]{43}='\\s?)+"), scripts);
    assertFalse(html.contains("src=\"http"), "something from outside");
    assertFalse(html.contains("@import"), "something from outside");
  }

  @Test
  void sameDataSameText() {
    ReportData data = SampleData.named(List.of("a", "b"), 3, Map.of());
    assertEquals(ReportPage.html(data, "1"), ReportPage.html(data, "1"));
  }

  @Test
  void warningsComeFirstAndAreCounted() {
    Map<String, Thumbnail> pictures =
        Map.of(
            "0a", Thumbnail.without(Thumbnail.Missing.NOT_FOUND),
            "1b", Thumbnail.without(Thumbnail.Missing.UNREADABLE),
            "2a", Thumbnail.of("data:,"));
    List<String> warnings = Warnings.of(SampleData.named(List.of("a", "b"), 3, pictures));
    assertEquals(
        List.of(
            "1 of 3 images could not be read and have no detections.",
            "a",
            "b",
            "1 gallery image was not found; name their folder with --images to see them.",
            "1 gallery image could not be decoded; their boxes are drawn on grey."),
        warnings);
  }

  @Test
  void numbersReadWell() {
    assertEquals("0.913", Format.metric(.91284));
    assertEquals("–", Format.metric(-1));
    assertEquals("29,533", Format.count(29533));
    assertEquals("61.8", Format.rate(61.84));
    assertEquals("4.9 s", Format.duration(4.85001));
    assertEquals("3 min 5 s", Format.duration(185));
    assertEquals("2 h 7 min", Format.duration(7620));
    assertEquals("0.7837", Format.plain(.7837));
    assertEquals("0.05", Format.plain(.05));
    assertEquals("300", Format.plain(300.0));
    assertEquals("1, 2", Format.plain(List.of(1, 2)));
    assertEquals("b.jpg", Format.lastName("C:\\a\\b.jpg"));
    assertEquals("out", Format.lastName("/x/out/"));
  }
}
