package dev.boxmill.format;

import java.nio.charset.StandardCharsets;

/**
 * A place in UTF-8 bytes of JSON and the steps forward from it. Gives up on anything out of the
 * ordinary. Behind the last byte stands a zero, which no step passes.
 */
abstract class JsonBytes {
  private static final int DEEPEST = 32;
  private static final long EXACT = 1L << 53;

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  final byte[] b;
  int p;

  JsonBytes(byte[] bytes, int from) {
    b = bytes;
    p = from;
  }

  /** A comma goes on, the closing sign ends. */
  final boolean more(char close) throws Unsure {
    if (b[p] == ',') {
      p++;
      return true;
    }
    expect(close);
    return false;
  }

  final void expect(char sign) throws Unsure {
    if (b[p] != sign) {
      throw new Unsure();
    }
    p++;
  }

  final void space() {
    while (RecordBlocks.blank(b[p])) {
      p++;
    }
  }

  final long integer() throws Unsure {
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
  final double decimal() throws Unsure {
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
  final void string() throws Unsure {
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
  final void value(int depth) throws Unsure {
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
