package dev.boxmill.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a JSON array of objects into blocks of whole records without parsing it. A cut is a place
 * that reads {@code }, {} with any white space. Such a place may also lie inside a string or a
 * nested list; then the block before it does not end with a whole record, its scan fails, and the
 * careful reader takes over. So a scan of all blocks that succeeds is right.
 *
 * <p>A part of a file may be read alone: from the first cut at or behind one offset to the first at
 * or behind another. Parts that touch see the same cuts.
 */
final class RecordBlocks {
  private static final int BLOCK = 1 << 20;

  /** A record longer than this is left to the careful reader. */
  private static final int LONGEST = 1 << 28;

  private final InputStream in;
  private final long end;
  private byte[] buffer = new byte[0];
  private int length;
  private long base;
  private boolean begun;
  private boolean done;
  private boolean exhausted;

  /**
   * @param in positioned at start
   * @param start first byte, 0 for the file's beginning
   * @param end no record that begins behind the first cut from here on is read
   */
  RecordBlocks(InputStream in, long start, long end) {
    this.in = in;
    this.base = start;
    this.end = end;
  }

  /**
   * Whole records.
   *
   * @param bytes a zero stands behind the last record
   * @param from the first record's brace
   * @param to behind the last record's brace; from when there are none
   * @param offset where index 0 of the bytes lies in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record Block(byte[] bytes, int from, int to, long offset) {}

  /** The next block, or null when the part is read. */
  Block next() throws IOException, Unsure {
    if (done) {
      return null;
    }
    fill();
    int from = 0;
    if (!begun) {
      from = base == 0 ? opening() : firstCut();
      if (done) {
        return null;
      }
      begun = true;
    }
    while (true) {
      int cut = -1;
      if (base + length > end) {
        cut = cutFrom((int) Math.max(from, end - base));
        done = cut >= 0;
      } else if (!exhausted) {
        cut = lastCut(from);
      }
      if (cut >= 0) {
        return block(from, cut + 1, nextBrace(cut + 1));
      }
      if (exhausted) {
        done = true;
        int close = closing(from);
        return block(from, close, length);
      }
      fill();
    }
  }

  private Block block(int from, int to, int rest) {
    byte[] bytes = buffer;
    byte[] carry = new byte[length - rest + BLOCK + 1];
    System.arraycopy(buffer, rest, carry, 0, length - rest);
    buffer = carry;
    length -= rest;
    Block block = new Block(bytes, from, to, base);
    base += rest;
    bytes[to] = 0;
    return block;
  }

  private void fill() throws IOException, Unsure {
    if (length > LONGEST) {
      throw new Unsure();
    }
    int wanted = Math.max(BLOCK, length);
    if (buffer.length < length + wanted + 1) {
      buffer = Arrays.copyOf(buffer, length + wanted + 1);
    }
    int read = in.readNBytes(buffer, length, wanted);
    length += read;
    exhausted = read < wanted;
  }

  private int opening() throws Unsure {
    int p = space(0);
    if (p == length || buffer[p] != '[') {
      throw new Unsure();
    }
    return space(p + 1);
  }

  private int firstCut() throws IOException, Unsure {
    while (true) {
      int cut = cutFrom(0);
      if (cut >= 0 && base + cut >= end) {
        done = true; // the whole part lies inside one record
        return 0;
      }
      if (cut >= 0) {
        return nextBrace(cut + 1);
      }
      if (exhausted) {
        done = true;
        return 0;
      }
      fill();
    }
  }

  /** The end of the last record, where the array's bracket and the file's end follow. */
  private int closing(int from) throws Unsure {
    int p = length;
    while (p > from && blank(buffer[p - 1])) {
      p--;
    }
    if (p <= from || buffer[p - 1] != ']') {
      throw new Unsure();
    }
    p--;
    while (p > from && blank(buffer[p - 1])) {
      p--;
    }
    return p;
  }

  /** The first brace at or behind a place that closes a record before another one, or -1. */
  private int cutFrom(int place) {
    for (int p = place; p < length; p++) {
      if (buffer[p] == '}' && nextBrace(p + 1) >= 0) {
        return p;
      }
    }
    return -1;
  }

  private int lastCut(int from) {
    for (int p = length - 1; p >= from; p--) {
      if (buffer[p] == '}' && nextBrace(p + 1) >= 0) {
        return p;
      }
    }
    return -1;
  }

  /** Where the next record opens when only a comma stands before it, or -1. */
  private int nextBrace(int p) {
    int comma = space(p);
    if (comma >= length || buffer[comma] != ',') {
      return -1;
    }
    int brace = space(comma + 1);
    return brace < length && buffer[brace] == '{' ? brace : -1;
  }

  private int space(int p) {
    int at = p;
    while (at < length && blank(buffer[at])) {
      at++;
    }
    return at;
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
