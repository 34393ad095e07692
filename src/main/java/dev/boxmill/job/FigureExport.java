package dev.boxmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes every chart of a page as SVG and PNG. Files are named by section and chart, both of which
 * the program names, never the data: {@code confusion-matrix.svg}; a section's further charts of
 * the same kind, for other runs, are numbered from 2.
 */
final class FigureExport {
  private static final Pattern DRAWN =
      Pattern.compile("<pre id=\"figures\">([A-Za-z0-9+/=]*)</pre>");
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final String PNG = "data:image/png;base64,";

  /** What XML 1.0 cannot hold, not even escaped. */
  private static final Pattern NO_XML =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  private final Path folder;
  private final Chromium chromium;

  FigureExport(Path folder, Chromium chromium) {
    this.folder = folder;
    this.chromium = chromium;
  }

  /**
   * Draws and writes.
   *
   * @param html a page made by {@link dev.boxmill.report.ReportPage#figures}
   * @return how many figures there are, each in both formats
   */
  int write(String html) {
    Matcher drawn = DRAWN.matcher(chromium.dump(html));
    if (!drawn.find()) {
      throw chromium.failed("drew no figures; is it an old version?");
    }
    try {
      JsonNode figures = new ObjectMapper().readTree(Base64.getDecoder().decode(drawn.group(1)));
      Files.createDirectories(folder);
      Map<String, Integer> names = new HashMap<>();
      for (JsonNode figure : figures) {
        String name = word(figure, "section") + "-" + word(figure, "chart");
        int number = names.merge(name, 1, Integer::sum);
        write(figure, number == 1 ? name : name + "-" + number);
      }
      return figures.size();
    } catch (IOException e) {
      throw new UserException(
          "--figures " + folder + ": cannot be written; choose a writable folder", e);
    }
  }

  private String word(JsonNode figure, String field) {
    String word = figure.path(field).asText();
    if (!WORD.matcher(word).matches()) {
      throw chromium.failed("drew a figure without a name");
    }
    return word;
  }

  private void write(JsonNode figure, String name) throws IOException {
    String png = figure.path("png").asText();
    if (!png.startsWith(PNG)) {
      throw chromium.failed("drew " + name + " not as PNG");
    }
    String svg = NO_XML.matcher(figure.path("svg").asText()).replaceAll("\ufffd");
    Files.writeString(folder.resolve(name + ".svg"), svg);
    Files.write(
        folder.resolve(name + ".png"), Base64.getDecoder().decode(png.substring(PNG.length())));
  }
}
