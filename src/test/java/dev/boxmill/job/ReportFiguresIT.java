package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.report.ReportPage;
import dev.boxmill.report.SampleData;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Figures as Chromium draws them, out of names that would rather be files and scripts. */
class ReportFiguresIT {
  @TempDir Path folder;

  @Test
  void everyChartIsAFigureNamedByTheProgram() throws Exception {
    Path out = folder.resolve("figures");
    int count = write(out, SampleData.HOSTILE);

    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(out)) {
      files.forEach(f -> names.add(f.getFileName().toString()));
    }
    assertEquals(2 * count, names.size());
    assertEquals(
        "anchors-sizes calibration-cells calibration-reliability classes-bars compare-classes"
            + " compare-statistics confidence-confidence confusion-matrix counting-missed"
            + " curves-classes curves-limits curves-mean data-aspects data-centres data-classes"
            + " data-crowding data-sizes errors-errors hoiem-bars leaderboard-speed nms-ap nms-cut nms-kept"
            + " nms-time queries-slots",
        String.join(
            " ",
            names.stream()
                .filter(n -> n.endsWith(".svg"))
                .map(n -> n.replace(".svg", ""))
                .toList()));
    for (String name : names) {
      if (name.endsWith(".svg")) {
        assertDrawing(out.resolve(name));
      } else {
        BufferedImage picture = ImageIO.read(out.resolve(name).toFile());
        assertEquals(1800, picture.getWidth(), name + ": twice 900 pixels");
        assertNotEquals(1, colours(picture), name + " is blank");
      }
    }
  }

  /** On the page thirty classes are seen at once; 20 units a bar, and room for the axis. */
  @Test
  void barsThatScrollOnThePageAreAllDrawn() throws Exception {
    Path out = folder.resolve("many");
    List<String> names = IntStream.range(0, 90).mapToObj(i -> "class " + i).toList();
    write(out, names);
    String bars = Files.readString(out.resolve("classes-bars.svg"));
    for (String name : names) {
      assertTrue(bars.contains(">" + name + "<"), name);
    }
    assertEquals(
        2 * (90 * 20 + 70), ImageIO.read(out.resolve("classes-bars.png").toFile()).getHeight());
  }

  private static int write(Path out, List<String> names) {
    Optional<Chromium> chromium = Chromium.on(System.getenv("PATH"));
    if (chromium.isEmpty()) {
      String reason = "SKIPPED: needs chromium";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    String page = ReportPage.figures(SampleData.named(names, 7, Map.of()), "1");
    return new FigureExport(out, chromium.get()).write(page);
  }

  /** Well-formed, by a parser that knows no outside, with shapes in it and nothing that runs. */
  private static void assertDrawing(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element svg = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    assertEquals("svg", svg.getTagName());
    assertEquals("900", svg.getAttribute("width"), file.toString());
    assertTrue(svg.getElementsByTagName("path").getLength() > 3, file.toString());
    for (String tag : new String[] {"script", "image", "img", "foreignObject"}) {
      assertEquals(0, svg.getElementsByTagName(tag).getLength(), file + ": " + tag);
    }
    assertFalse(Files.readString(file).matches("(?s).*<[^>]*\\son[a-z]+=.*"), file.toString());
  }

  private static long colours(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }
}
