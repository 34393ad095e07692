package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.report.EvaluateResult;
import dev.boxmill.report.Example;
import dev.boxmill.report.ImageLocator;
import dev.boxmill.report.ReportData;
import dev.boxmill.report.SampleData;
import dev.boxmill.report.Thumbnails;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The served page in Chromium: its enlarged picture is the image in full size. */
class ReportServerIT {
  private static final String SIZE =
      "(i => i ? i.naturalWidth + ' x ' + i.naturalHeight : 'none')(document.querySelector('dialog img'))";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /** Thumbnails have 480 pixels at most; the first image has 900, the second is not there. */
  @Test
  void enlargesToTheFullImage() throws Exception {
    BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", folder.resolve("a.png").toFile());
    ImageLocator locator = ImageLocator.in(folder);
    try (ReportServer server = ReportServer.start(0, data(locator), Optional.of(locator));
        Browser browser = Browser.start(folder.resolve("profile"))) {
      browser.open(URI.create(server.url()));
      browser.evaluate("document.querySelectorAll('.shot')[0].click()");
      browser.await(SIZE + " === '900 x 600'");
      browser.evaluate("document.querySelector('#gallery').scrollIntoView({behavior: 'instant'})");
      browser.await("!!document.querySelector('.gallery img')?.naturalWidth");
      assertEquals(
          480, browser.evaluate("document.querySelector('.gallery img').naturalWidth").asInt());
      assertEquals(List.of(), browser.complaints());
      browser.evaluate("document.querySelector('[data-step=\"1\"]').click()");
      assertEquals("none", browser.evaluate(SIZE).asText());
      assertEquals(
          "image not found",
          browser.evaluate("document.querySelector('dialog .no-picture').textContent").asText());
    }
  }

  private static ReportData data(ImageLocator locator) {
    List<Example> examples =
        List.of(
            new Example(1, "a.png", 900, 600, List.of(), List.of()),
            new Example(2, "gone.png", 900, 600, List.of(), List.of()));
    ReportData sample = SampleData.named(List.of("ant", "bee"), 0, Map.of());
    EvaluateResult run = sample.evaluates().get(0);
    return new ReportData(
        "",
        List.of(),
        List.of(new EvaluateResult(run.run(), run.protocols(), run.curves(), examples)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Thumbnails.make(examples.stream().map(Example::path).toList(), locator, 1_000_000));
  }
}
