package dev.boxmill.report;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation tag (0x0112) of a JPEG's EXIF block: 1 upright, 2 mirrored, 3 upside down, 4
 * mirrored and upside down, 5 transposed, 6 to be turned clockwise, 7 transversed, 8 to be turned
 * counter-clockwise (EXIF 2.3, 4.6.4 A). Anything odd counts as upright.
 */
final class ExifOrientation {
  static final int UPRIGHT = 1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int APP1 = 0xE1;
  private static final int TAG = 0x0112;

  private ExifOrientation() {}

  /** Reads the tag from a file's bytes; {@link #UPRIGHT} where there is none. */
  static int of(byte[] file) {
    try {
      ByteBuffer in = ByteBuffer.wrap(file);
      if (in.getShort() != (short) 0xFFD8) {
        return UPRIGHT;
      }
      while (in.remaining() >= 4) {
        int marker = in.getShort() & 0xFFFF;
        int length = (in.getShort() & 0xFFFF) - 2;
        if (marker >> 8 != 0xFF || (marker & 0xFF) == START_OF_SCAN || length < 0) {
          return UPRIGHT;
        }
        if ((marker & 0xFF) == APP1 && isExif(in)) {
          return inTiff(in.slice(in.position() + 6, length - 6));
        }
        in.position(in.position() + length);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return UPRIGHT; // cut off: the decoder has more to say about that
    }
    return UPRIGHT;
  }

  private static boolean isExif(ByteBuffer in) {
    int at = in.position();
    return in.getInt(at) == 0x45786966 && in.getShort(at + 4) == 0; // "Exif", 0, 0
  }

  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
