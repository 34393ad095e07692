package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A UTF-8 text file by lines, with messages that name file and line. Lines may end in any system's
 * way; a byte order mark is passed over.
 */
final class TextLines implements Closeable {
  /** Longer than any outline with thousands of points. */
  private static final int LONGEST = 1 << 22;

  private final String file;
  private final BufferedReader reader;
  private int number;
  private boolean afterReturn;

  TextLines(Source source) {
    this(source.name(), opened(source));
  }

  /** Reads from a stream, and closes it in the end. */
  TextLines(String file, InputStream stream) {
    this.file = file;
    reader =
        new BufferedReader(
            new InputStreamReader(
                stream,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static InputStream opened(Source source) {
    try {
      return source.open();
    } catch (IOException e) {
      throw unreadable(source.name(), e);
    }
  }

  /** The next line without its end, or null behind the last. */
  String next() {
    StringBuilder line = new StringBuilder();
    number++;
    try {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        boolean second = c == '\n' && afterReturn;
        afterReturn = c == '\r';
        if (second) {
          continue;
        }
        if (c == '\n' || c == '\r') {
          return line.toString();
        }
        if (c == '\uFEFF' && number == 1 && line.isEmpty()) {
          continue;
        }
        if (line.length() == LONGEST) {
          throw fail("the line is longer than " + LONGEST + " characters; is this a text file?");
        }
        line.append((char) c);
      }
    } catch (CharacterCodingException e) {
      throw new UserException(
          file + ":" + number + ": not UTF-8 near this line; save the file as UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** The next line that is not blank, stripped, or null. */
  String nextFilled() {
    for (String line = next(); line != null; line = next()) {
      if (!line.isBlank()) {
        return line.strip();
      }
    }
    return null;
  }

  /** A message about the current line. */
  UserException fail(String what) {
    return new UserException(file + ":" + number + ": " + what);
  }

  static UserException unreadable(String file, IOException e) {
    return new UserException(file + ": cannot be read (" + e + "); check path and rights", e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
