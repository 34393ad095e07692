package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.report.ReportPage;
import dev.boxmill.report.SampleData;
import dev.boxmill.report.Thumbnail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page as a person meets it: opened from disk in Chromium, clicked, resized. */
class ReportBrowserIT extends BrowserPage {
  @BeforeAll
  static void writePage() throws Exception {
    ResultFixture.write(folder);
    page = folder.resolve("report.html");
    int code =
        CommandLineRunner.run(
            "report",
            "--results",
            folder.resolve("detections").toString(),
            folder.resolve("evaluation").toString(),
            folder.resolve("anchors.json").toString(),
            "--out",
            page.toString());
    assertEquals(0, code);
  }

  private void drawAll() throws Exception {
    browser.evaluate(
        "(async () => { for (const c of BoxMill.charts) { c.element.scrollIntoView({behavior:"
            + " 'instant'}); await new Promise(r => setTimeout(r, 60)); } })()");
    browser.await("BoxMill.charts.every(c => c.instance)");
  }

  @Test
  void everyChartDraws() throws Exception {
    drawAll();
    assertEquals(16, browser.evaluate("BoxMill.charts.length").asInt());
    String blank =
        """
        BoxMill.charts.filter(c => {
          const canvas = c.element.querySelector("canvas");
          const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          const data = c.instance.getOption().series.reduce((n, s) => n + s.data.length, 0);
          return new Set(pixels).size < 20 || data === 0;
        }).map(c => c.element.dataset.chart)
        """;
    assertEquals(0, browser.evaluate(blank).size(), () -> "charts without a picture");
  }

  @Test
  void consoleIsCleanAndNothingIsFetched() throws Exception {
    drawAll();
    browser.evaluate("document.querySelectorAll('.shot')[0].click()");
    browser.await("document.querySelector('dialog').open");
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        List.of(page.toUri().toString()),
        browser.requests().stream().filter(u -> !u.startsWith("data:")).toList());
  }

  @Test
  void listsOnlySectionsWithData() throws Exception {
    assertEquals(
        "summary curves confidence nms queries calibration classes slices errors hoiem confusion counting lrp"
            + " numbers anchors gallery unreadable facts",
        browser
            .evaluate("[...document.querySelectorAll('.section')].map(s => s.id).join(' ')")
            .asText());
    assertEquals(
        browser
            .evaluate("[...document.querySelectorAll('.section')].map(s => '#' + s.id).join(' ')")
            .asText(),
        browser
            .evaluate("[...document.querySelectorAll('.side nav a')].map(a => a.hash).join(' ')")
            .asText());
  }

  @Test
  void tableSortsByClick() throws Exception {
    String column =
        "[...document.querySelectorAll('#classes tbody tr')].map(r => Number(r.cells[1].dataset.value))";
    browser.evaluate("document.querySelectorAll('#classes thead button')[1].click()");
    String sorted = "(v => v.every((x, i) => !i || v[i - 1] %s x))(" + column + ")";
    assertTrue(browser.evaluate(sorted.formatted(">=")).asBoolean());
    assertEquals(
        "descending",
        browser.evaluate("document.querySelectorAll('#classes thead th')[1].ariaSort").asText());
    browser.evaluate("document.querySelectorAll('#classes thead button')[1].click()");
    assertTrue(browser.evaluate(sorted.formatted("<=")).asBoolean());
    browser.evaluate("document.querySelectorAll('#classes thead button')[0].click()");
    assertEquals(
        "circle cross ring square star triangle",
        browser
            .evaluate(
                "[...document.querySelectorAll('#classes tbody th')].map(r => r.textContent.trim()).join(' ')")
            .asText());
  }

  @Test
  void galleryFilters() throws Exception {
    String shown = "document.querySelectorAll('.gallery li:not([hidden])').length";
    assertEquals(48, browser.evaluate(shown).asInt());
    browser.evaluate("document.querySelector('#gallery').scrollIntoView({behavior: 'instant'})");
    browser.await("document.querySelectorAll('.gallery .det').length > 0");
    assertTrue(browser.evaluate("document.querySelectorAll('.gallery img').length").asInt() > 0);

    String boxes =
        "document.querySelector('.gallery li:not([hidden])').querySelectorAll('.det').length";
    int few = browser.evaluate(boxes).asInt();
    set("[data-score]", ".05");
    int many = browser.evaluate(boxes).asInt();
    assertTrue(many > few, few + " boxes from .30, " + many + " from .05");

    set("[data-score]", ".3");
    set("[data-kind]", "fine");
    int fine = browser.evaluate(shown).asInt();
    set("[data-kind]", "missed");
    int missed = browser.evaluate(shown).asInt();
    assertTrue(fine + missed <= 48 && missed < 48 && missed > 0, fine + " fine, " + missed);
    assertTrue(
        browser
            .evaluate("document.querySelector('[data-count]').textContent")
            .asText()
            .startsWith(missed + " of 48"));
    set("[data-kind]", "all");
    set("[data-class]", "0");
    int circles = browser.evaluate(shown).asInt();
    assertTrue(circles > 0 && circles < 48, circles + " images with circles");
    set("[data-found]", "false");
    browser.await(boxes + " === 0");
  }

  private void set(String control, String value) throws Exception {
    browser.evaluate(
        "(c => { if (c.type === 'checkbox') { c.checked = %2$s; } else { c.value = '%2$s'; }"
                .formatted(control, value)
            + " c.dispatchEvent(new Event('input', {bubbles: true})); })(document.querySelector('#gallery "
            + control
            + "'))");
  }

  @Test
  void lightboxStepsByKey() throws Exception {
    browser.evaluate("document.querySelectorAll('.shot')[0].click()");
    String name = "document.querySelector('dialog [data-name]').textContent";
    String first = browser.evaluate(name).asText();
    key("ArrowRight");
    assertNotEquals(first, browser.evaluate(name).asText());
    key("ArrowLeft");
    assertEquals(first, browser.evaluate(name).asText());
    key("Escape");
    browser.await("!document.querySelector('dialog').open");
  }

  private void key(String name) throws Exception {
    int code =
        switch (name) {
          case "Escape" -> 27;
          case "ArrowLeft" -> 37;
          default -> 39;
        };
    for (String type : List.of("rawKeyDown", "keyUp")) {
      browser.call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", name, "code", name, "windowsVirtualKeyCode", code));
    }
  }

  @Test
  void colourSchemeFollowsTheSystemAndTheButtons() throws Exception {
    String background = "getComputedStyle(document.body).backgroundColor";
    String light = browser.evaluate(background).asText();
    browser.window(1440, 1000, "dark");
    String dark = browser.evaluate(background).asText();
    assertNotEquals(light, dark);
    browser.evaluate("document.querySelector('[data-set-theme=light]').click()");
    assertEquals(light, browser.evaluate(background).asText());
    browser.evaluate("document.querySelector('[data-set-theme=dark]').click()");
    assertEquals(dark, browser.evaluate(background).asText());
    assertEquals(
        "true",
        browser.evaluate("document.querySelector('[data-set-theme=dark]').ariaPressed").asText());
  }

  @Test
  void narrowPageDoesNotScrollSideways() throws Exception {
    browser.window(390, 844, "light");
    browser.open(page);
    drawAll();
    assertEquals(390, browser.evaluate("document.documentElement.scrollWidth").asInt());
  }

  @Test
  void staysSmallWithoutPictures() throws Exception {
    Path plain = folder.resolve("plain.html");
    int code =
        CommandLineRunner.run(
            "report",
            "--results",
            folder.resolve("evaluation").toString(),
            "--embed-limit",
            "0",
            "--out",
            plain.toString());
    assertEquals(0, code);
    assertTrue(Files.size(plain) < 2_000_000, Files.size(plain) + " bytes");
    browser.open(plain);
    assertTrue(
        browser
            .evaluate("document.body.textContent")
            .asText()
            .contains("48 gallery images are beyond --embed-limit"));
    browser.evaluate("document.querySelector('#gallery').scrollIntoView({behavior: 'instant'})");
    browser.await("document.querySelectorAll('.gallery .no-picture').length > 0");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void hostileNamesStayText() throws Exception {
    Path hostile = folder.resolve("hostile.html");
    Files.writeString(
        hostile, ReportPage.html(SampleData.named(SampleData.HOSTILE, 7, Map.of()), "1"));
    browser.open(hostile);
    String title = browser.evaluate("document.title").asText();
    drawAll();
    browser.evaluate(
        "document.querySelectorAll('.shot, .chips button, .choices button, th button, [data-copy], summary').forEach(b => b.click())");
    browser.evaluate(
        """
        (async () => { for (const c of BoxMill.charts) for (const seriesIndex of [0, 1]) {
          c.instance.dispatchAction({type: "showTip", seriesIndex, dataIndex: 0});
          await new Promise(r => setTimeout(r, 30));
        } })()
        """);
    assertEquals(title, browser.evaluate("document.title").asText());
    assertEquals(
        0, browser.evaluate("document.querySelectorAll('img, [onmouseover]').length").asInt());
    assertTrue(
        browser
            .evaluate(
                "[...document.querySelectorAll('#classes tbody th')].some(t => t.textContent === \"<script>document.title='owned'</script>\")")
            .asBoolean());
    assertEquals(List.of(), browser.complaints());
    assertEquals(1440, browser.evaluate("document.documentElement.scrollWidth").asInt());
  }

  /**
   * 365 classes, 2,000 images of 10 kB: opens in 2 s on an idle machine. Seconds are those that the
   * page's thread computes, so that a busy machine does not count.
   */
  @Test
  void opensFastWhenLarge() throws Exception {
    List<String> names = IntStream.range(0, 365).mapToObj(i -> "class " + i).toList();
    String picture =
        browser
            .evaluate(
                """
                (c => { c.width = c.height = 120; const g = c.getContext("2d");
                for (let i = 0; i < 14400; i++) { g.fillStyle = `hsl(${i * 7 % 360} 80% 50%)`; g.fillRect(i % 120, i / 120, 1, 1); }
                return c.toDataURL("image/jpeg", .9); })(document.createElement("canvas"))
                """)
            .asText();
    Map<String, Thumbnail> pictures =
        IntStream.range(0, 2000)
            .boxed()
            .collect(
                Collectors.toMap(i -> i + names.get(i % 365), i -> new Thumbnail(picture, null)));
    Path large = folder.resolve("large.html");
    Files.writeString(large, ReportPage.html(SampleData.named(names, 2000, pictures), "1"));
    browser.call("Performance.enable", Map.of("timeDomain", "threadTicks"));
    browser.open(large);
    browser.await("BoxMill.charts.length === 25");
    double seconds = 0;
    for (JsonNode metric : browser.call("Performance.getMetrics", Map.of()).path("metrics")) {
      seconds =
          metric.path("name").asText().equals("TaskDuration")
              ? metric.path("value").asDouble()
              : seconds;
    }
    System.out.printf("large page: %.1f MB, %.2f s to load%n", Files.size(large) / 1e6, seconds);
    assertTrue(seconds > 0 && seconds < 4, seconds + " s");
    assertEquals(
        2000, browser.evaluate("document.querySelectorAll('#gallery .gallery li').length").asInt());
    drawAll();
    assertEquals(List.of(), browser.complaints());
  }

  /** Pictures for people to look at, in target/report-shots, or -Dboxmill.shots=DIR. */
  @Test
  void screenshots() throws Exception {
    Path target =
        Files.createDirectories(
            Path.of(System.getProperty("boxmill.shots", "target/report-shots")));
    Files.copy(page, target.resolve("report.html"), StandardCopyOption.REPLACE_EXISTING);
    for (String scheme : new String[] {"light", "dark"}) {
      browser.window(1440, 1000, scheme);
      browser.open(page);
      shoot(target, scheme);
    }
    browser.window(390, 844, "light");
    browser.open(page);
    shoot(target, "narrow");
  }

  private void shoot(Path target, String name) throws Exception {
    drawAll();
    for (String id :
        List.of(
            "top,curves,confidence,nms,queries,calibration,classes,errors,confusion,counting,gallery,facts"
                .split(","))) {
      browser.evaluate(
          id.equals("top")
              ? "scrollTo({top: 0, behavior: 'instant'})"
              : "document.getElementById('" + id + "').scrollIntoView({behavior: 'instant'})");
      Thread.sleep(200);
      Path file = target.resolve(name + "-" + id + ".png");
      browser.screenshot(file);
      assertTrue(Files.size(file) > 20_000, file + " is nearly blank");
    }
    browser.evaluate("document.querySelectorAll('.shot')[0].click()");
    Thread.sleep(300);
    browser.screenshot(target.resolve(name + "-lightbox.png"));
  }
}
