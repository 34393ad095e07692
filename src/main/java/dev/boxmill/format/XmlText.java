package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes indented XML in UTF-8. */
final class XmlText implements AutoCloseable {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  XmlText(OutputStream stream) throws IOException {
    out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    out.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  }

  /** Opens an element; attributes are names and values in turn. */
  XmlText open(String element, String... attributes) throws IOException {
    start(element, attributes);
    out.write(">\n");
    open.push(element);
    return this;
  }

  /** Closes the innermost open element. */
  XmlText shut() throws IOException {
    String element = open.pop();
    indent();
    out.write("</" + element + ">\n");
    return this;
  }

  /** An element with text alone. */
  XmlText text(String element, String text) throws IOException {
    start(element);
    out.write(">" + escaped(text) + "</" + element + ">\n");
    return this;
  }

  /** An element with attributes alone. */
  XmlText empty(String element, String... attributes) throws IOException {
    start(element, attributes);
    out.write("/>\n");
    return this;
  }

  private void start(String element, String... attributes) throws IOException {
    indent();
    out.write("<" + element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.write(" " + attributes[i] + "=\"" + escaped(attributes[i + 1]) + "\"");
    }
  }

  private void indent() throws IOException {
    out.write("  ".repeat(open.size()));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\t', '\n', '\r' -> escaped.append("&#").append((int) c).append(';');
        default -> {
          if (c < ' ' || c == '\uFFFE' || c == '\uFFFF') {
            throw new UserException(
                "'" + Numbers.brief(text) + "' has a character that XML cannot hold; rename it");
          }
          escaped.append(c);
        }
      }
    }
    return escaped.toString();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
