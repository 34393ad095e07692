package dev.boxmill.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation in a JPEG file's Exif part, which decoders undo by turning the picture. */
final class ExifOrientation {
  private static final int ORIENTATION = 0x0112;
  private static final int APP1 = 0xE1;
  private static final int SCAN = 0xDA;
  private static final int EXIF = 0x45786966;

  /** From here on up to 8 width and height change places. */
  private static final int FIRST_TURNED = 5;

  private static final int LAST = 8;

  private ExifOrientation() {}

  /** Whether the picture is turned by a quarter. */
  static boolean swapsSides(byte... jpeg) {
    try {
      int orientation = find(ByteBuffer.wrap(jpeg));
      return orientation >= FIRST_TURNED && orientation <= LAST;
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static int find(ByteBuffer b) {
    int at = 2;
    while (true) {
      int marker = b.getShort(at) & 0xFFFF;
      if (marker >> 8 != 0xFF || (marker & 0xFF) == SCAN) {
        return 0;
      }
      int length = b.getShort(at + 2) & 0xFFFF;
      if ((marker & 0xFF) == APP1 && b.getInt(at + 4) == EXIF) {
        return inTiff(b.slice(at + 10, length - 8));
      }
      at += 2 + length;
    }
  }

  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
        return tiff.getShort(entry + 8) & 0xFFFF;
      }
    }
    return 0;
  }
}
