package dev.boxmill.format;

import dev.boxmill.data.DetectionTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads detections straight from UTF-8 bytes; gives up on anything out of the ordinary. */
final class RecordScanner {
  private static final byte[] IMAGE_ID = bytes("image_id");
  private static final byte[] CATEGORY_ID = bytes("category_id");
  private static final byte[] BBOX = bytes("bbox");
  private static final byte[] SCORE = bytes("score");
  private static final int ALL_SEEN = 15;
  private static final int DEEPEST = 32;
  private static final long EXACT = 1L << 53;

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final byte[] b;
  private int p;

  private RecordScanner(RecordBlocks.Block block) {
    b = block.bytes();
    p = block.from();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All records of a block; a record's rank is its offset in the file. */
  static DetectionTable scan(RecordBlocks.Block block) throws Unsure {
    int typical = 80;
    DetectionTable.Builder to =
        new DetectionTable.Builder((block.to() - block.from()) / typical + 16);
    if (block.to() > block.from()) {
      new RecordScanner(block).records(block, to);
    }
    return to.build();
  }

  private void records(RecordBlocks.Block block, DetectionTable.Builder to) throws Unsure {
    while (true) {
      record(block.offset() + p, to);
      if (p == block.to()) {
        return;
      }
      space();
      expect(',');
      space();
    }
  }

  private void record(long rank, DetectionTable.Builder to) throws Unsure {
    long image = 0;
    long category = 0;
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
    double score = 0;
    int seen = 0;
    expect('{');
    do {
      space();
      int key = p + 1;
      string();
      int keyEnd = p - 1;
      space();
      expect(':');
      space();
      int field = field(key, keyEnd);
      if ((seen & field) != 0) {
        throw new Unsure();
      }
      seen |= field;
      switch (field) {
        case 1 -> image = integer();
        case 2 -> category = integer();
        case 4 -> {
          x = element('[');
          y = element(',');
          w = element(',');
          h = element(',');
          space();
          expect(']');
        }
        case 8 -> score = decimal();
        default -> value(0);
      }
      space();
    } while (more('}'));
    if (seen != ALL_SEEN || category != (int) category || !(w >= 0) || !(h >= 0)) {
      throw new Unsure();
    }
    to.add(image, (int) category, x, y, w, h, score, rank);
  }

  private int field(int from, int to) {
    return switch (to - from) {
      case 8 -> Arrays.equals(b, from, to, IMAGE_ID, 0, 8) ? 1 : 0;
      case 11 -> Arrays.equals(b, from, to, CATEGORY_ID, 0, 11) ? 2 : 0;
      case 4 -> Arrays.equals(b, from, to, BBOX, 0, 4) ? 4 : 0;
      case 5 -> Arrays.equals(b, from, to, SCORE, 0, 5) ? 8 : 0;
      default -> 0;
    };
  }

  private double element(char before) throws Unsure {
    space();
    expect(before);
    space();
    return decimal();
  }

  /** A comma goes on, the closing sign ends. */
  private boolean more(char close) throws Unsure {
    if (b[p] == ',') {
      p++;
      return true;
    }
    expect(close);
    return false;
  }

  private void expect(char sign) throws Unsure {
    if (b[p] != sign) {
      throw new Unsure();
    }
    p++;
  }

  private void space() {
    while (RecordBlocks.blank(b[p])) {
      p++;
    }
  }

  private long integer() throws Unsure {
    int start = p;
    boolean negative = b[p] == '-';
    if (negative) {
      p++;
    }
    long value = digits();
    if (p - start > 18 || b[p] == '.' || b[p] == 'e' || b[p] == 'E') {
      throw new Unsure();
    }
    return negative ? -value : value;
  }

  /** One or more digits without a leading zero; the value is only good for 18 at most. */
  private long digits() throws Unsure {
    int start = p;
    long value = 0;
    for (int d = b[p] - '0'; d >= 0 && d <= 9; d = b[p] - '0') {
      value = 10 * value + d;
      p++;
    }
    if (p == start || (b[start] == '0' && p > start + 1)) {
      throw new Unsure();
    }
    return value;
  }

  /**
   * A number. Digits below 2^53 over a power of ten up to 10^22 are both exact, so their quotient
   * is the correctly rounded value; all others go to {@link Double#parseDouble}.
   */
  private double decimal() throws Unsure {
    int start = p;
    boolean negative = b[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long digits = digits();
    int decimals = 0;
    if (b[p] == '.') {
      int point = ++p;
      for (int d = b[p] - '0'; d >= 0 && d <= 9; d = b[p] - '0') {
        digits = 10 * digits + d;
        p++;
      }
      decimals = p - point;
      if (decimals == 0) {
        throw new Unsure();
      }
    }
    boolean exponent = b[p] == 'e' || b[p] == 'E';
    if (!exponent && p - first <= 19 && digits >= 0 && digits <= EXACT && decimals < TENS.length) {
      double value = digits / TENS[decimals];
      return negative ? -value : value;
    }
    if (exponent) {
      p++;
      if (b[p] == '+' || b[p] == '-') {
        p++;
      }
      int power = p;
      while (b[p] >= '0' && b[p] <= '9') {
        p++;
      }
      if (p == power) {
        throw new Unsure();
      }
    }
    double value = Double.parseDouble(new String(b, start, p - start, StandardCharsets.ISO_8859_1));
    if (!Double.isFinite(value)) {
      throw new Unsure();
    }
    return value;
  }

  /** Passes a string; checks its escapes. */
  private void string() throws Unsure {
    expect('"');
    for (byte c = b[p]; c != '"'; c = b[p]) {
      p++;
      if (c >= 0 && c < ' ') {
        throw new Unsure(); // a control character, or the zero behind the block
      }
      if (c == '\\') {
        if ("\"\\/bfnrt".indexOf(b[p]) < 0) {
          throw new Unsure();
        }
        p++;
      }
    }
    p++;
  }

  /** Passes any value. */
  private void value(int depth) throws Unsure {
    if (depth > DEEPEST) {
      throw new Unsure();
    }
    switch (b[p]) {
      case '"' -> string();
      case '[' -> {
        p++;
        space();
        if (b[p] == ']') {
          p++;
          return;
        }
        do {
          space();
          value(depth + 1);
          space();
        } while (more(']'));
      }
      case '{' -> {
        p++;
        space();
        if (b[p] == '}') {
          p++;
          return;
        }
        do {
          space();
          string();
          space();
          expect(':');
          space();
          value(depth + 1);
          space();
        } while (more('}'));
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> decimal();
    }
  }

  private void word(String word) throws Unsure {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }
}
