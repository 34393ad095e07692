package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line of a text file that says something.
 *
 * @param place file and line, for messages
 * @param text without space at its ends
 */
record TextLine(String place, String text) {

  /** The lines of a file (UTF-8) but the empty ones and those that begin with #. */
  static List<TextLine> of(Source source) {
    String[] lines;
    try (InputStream in = source.open()) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R", -1);
    } catch (IOException e) {
      throw new UserException(source.name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
    return IntStream.range(0, lines.length)
        .mapToObj(i -> new TextLine(source.name() + ":" + (i + 1), lines[i].strip()))
        .filter(line -> !line.text.isEmpty() && !line.text.startsWith("#"))
        .toList();
  }
}
