package dev.boxmill.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of an image file say, read without decoding it: a decoder allocates the
 * whole picture before it finds out that it is too large, and some fill a missing part with grey.
 *
 * @param format "JPEG", "PNG", ...
 * @param width pixels as stored, or 0 where the header does not say
 * @param height pixels as stored, or 0 where the header does not say
 * @param complete false when the file certainly ends too early
 */
record ImageHeader(String format, int width, int height, boolean complete) {
  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;
  private static final int TIFF_SHORT = 3;

  /**
   * Reads a header.
   *
   * @throws UnreadableImageException when the bytes are of no known format, or end too early
   */
  static ImageHeader read(byte[] bytes) throws UnreadableImageException {
    if (bytes.length == 0) {
      throw new UnreadableImageException(ErrorReason.EMPTY, "no bytes");
    }
    String format = format(bytes);
    if (format.isEmpty()) {
      throw new UnreadableImageException(ErrorReason.NOT_AN_IMAGE, "begins like no known format");
    }
    try {
      ImageHeader header = parse(format, ByteBuffer.wrap(bytes));
      if (header.complete()) {
        return header;
      }
    } catch (IndexOutOfBoundsException e) {
      // Ends within its header.
    }
    throw new UnreadableImageException(ErrorReason.TRUNCATED, format + " file that ends too early");
  }

  /** The same of a file's beginning: incomplete then, and null where the size is not in it. */
  static ImageHeader peek(byte[] start) {
    String format = format(start);
    if (format.isEmpty()) {
      return null;
    }
    try {
      ImageHeader header = parse(format, ByteBuffer.wrap(start));
      return header.width() > 0 && header.height() > 0 ? header : null;
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  long pixels() {
    return (long) width * height;
  }

  private static ImageHeader parse(String format, ByteBuffer b) {
    return switch (format) {
      case "JPEG" -> jpeg(b);
      case "PNG" -> png(b);
      case "GIF" -> {
        b.order(ByteOrder.LITTLE_ENDIAN);
        yield new ImageHeader("GIF", u16(b, 6), u16(b, 8), true);
      }
      case "BMP" -> bmp(b.order(ByteOrder.LITTLE_ENDIAN));
      case "WebP" -> webp(b.order(ByteOrder.LITTLE_ENDIAN));
      default -> tiff(b.order(b.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
    };
  }

  private static String format(byte[] bytes) {
    String magic = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
    if (magic.startsWith("\u00ff\u00d8\u00ff")) {
      return "JPEG";
    }
    if (magic.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "PNG";
    }
    if (magic.startsWith("GIF87a") || magic.startsWith("GIF89a")) {
      return "GIF";
    }
    if (magic.startsWith("BM")) {
      return "BMP";
    }
    if (magic.startsWith("RIFF") && magic.startsWith("WEBP", 8)) {
      return "WebP";
    }
    if (magic.startsWith("II*\0") || magic.startsWith("MM\0*")) {
      return "TIFF";
    }
    return "";
  }

  private static ImageHeader jpeg(ByteBuffer b) {
    int width = 0;
    int height = 0;
    int at = 2;
    while (true) {
      while (u8(b, at) != 0xFF) {
        at++;
      }
      while (u8(b, at) == 0xFF) {
        at++;
      }
      int marker = u8(b, at++);
      if (marker == 0xDA) {
        return new ImageHeader("JPEG", width, height, endOfImage(b, at));
      }
      if (marker == 0xD8 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
        continue;
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        height = u16(b, at + 3);
        width = u16(b, at + 5);
      }
      at += u16(b, at);
    }
  }

  /** Looks for the end marker from the file's end, where it is unless somebody appended data. */
  private static boolean endOfImage(ByteBuffer b, int from) {
    for (int i = b.limit() - 2; i >= from; i--) {
      if (u8(b, i) == 0xFF && u8(b, i + 1) == 0xD9) {
        return true;
      }
    }
    return false;
  }

  private static ImageHeader png(ByteBuffer b) {
    int width = b.getInt(16);
    int height = b.getInt(20);
    long at = 8;
    while (at + 12 <= b.limit()) {
      if (b.getInt((int) at + 4) == 0x49454E44) { // "IEND"
        return new ImageHeader("PNG", width, height, true);
      }
      at += 12 + (b.getInt((int) at) & 0xFFFFFFFFL);
    }
    return new ImageHeader("PNG", width, height, false);
  }

  private static ImageHeader bmp(ByteBuffer b) {
    if (b.getInt(14) == 12) {
      return new ImageHeader("BMP", u16(b, 18), u16(b, 20), true);
    }
    return new ImageHeader("BMP", b.getInt(18), Math.abs(b.getInt(22)), true);
  }

  private static ImageHeader webp(ByteBuffer b) {
    boolean complete = 8 + (b.getInt(4) & 0xFFFFFFFFL) <= b.limit();
    int w;
    int h;
    switch (b.get(15)) {
      case 'X' -> {
        w = 1 + u24(b, 24);
        h = 1 + u24(b, 27);
      }
      case 'L' -> {
        int bits = b.getInt(21);
        w = 1 + (bits & 0x3FFF);
        h = 1 + (bits >>> 14 & 0x3FFF);
      }
      default -> {
        w = u16(b, 26) & 0x3FFF;
        h = u16(b, 28) & 0x3FFF;
      }
    }
    return new ImageHeader("WebP", w, h, complete);
  }

  private static ImageHeader tiff(ByteBuffer b) {
    int at = b.getInt(4);
    int width = 0;
    int height = 0;
    int count = u16(b, at);
    for (int i = 0; i < count; i++) {
      int entry = at + 2 + 12 * i;
      int value = u16(b, entry + 2) == TIFF_SHORT ? u16(b, entry + 8) : b.getInt(entry + 8);
      switch (u16(b, entry)) {
        case TIFF_WIDTH -> width = value;
        case TIFF_HEIGHT -> height = value;
        default -> {}
      }
    }
    return new ImageHeader("TIFF", width, height, true);
  }

  private static int u8(ByteBuffer b, int at) {
    return b.get(at) & 0xFF;
  }

  private static int u16(ByteBuffer b, int at) {
    return b.getShort(at) & 0xFFFF;
  }

  private static int u24(ByteBuffer b, int at) {
    return u16(b, at) | u8(b, at + 2) << 16;
  }
}
