package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML as its first bytes say (Appendix F of the XML 1.0 recommendation). The JDK's parser
 * would do so, too, but prints a line of its own where bytes are not in the encoding.
 */
final class XmlEncoding {
  /** Longer than the run lengths of any mask. */
  static final int LONGEST = 1 << 24;

  private static final int HEAD = 256;
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

  private XmlEncoding() {}

  /** A reader that fails with an IOException at bytes that are not in the encoding. */
  static Reader reader(String file, InputStream stream) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream, 1 << 14);
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    in.skipNBytes(mark(head));
    return new Bounded(
        new InputStreamReader(
            in,
            charset(file, head)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  /** Ends where a tag, text or comment is longer than any that the parser could keep. */
  private static final class Bounded extends FilterReader {
    private int since;

    Bounded(Reader in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      char[] one = new char[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      for (int i = from; i < from + n; i++) {
        since = buffer[i] == '<' || buffer[i] == '>' ? 0 : since + 1;
        if (since > LONGEST) {
          throw new IOException("a tag or text is longer than " + LONGEST + " characters");
        }
      }
      return n;
    }
  }

  /** Length of UTF-8's byte order mark, which Java would take for a character. */
  private static int mark(byte... head) {
    return starts(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  private static Charset charset(String file, byte... head) {
    if (starts(head, 0xfe, 0xff) || starts(head, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16;
    }
    if (starts(head, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (starts(head, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    String text =
        new String(head, mark(head), head.length - mark(head), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(text);
    if (!declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          file + ":1: encoding '" + declared.group(1) + "' is not known; write the file as UTF-8",
          e);
    }
  }

  private static boolean starts(byte[] head, int... bytes) {
    boolean same = head.length >= bytes.length;
    for (int i = 0; same && i < bytes.length; i++) {
      same = (head[i] & 255) == bytes[i];
    }
    return same;
  }
}
