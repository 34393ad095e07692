package dev.boxmill.inference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Size and completeness of an encoded image, read before any pixel is decoded: a small file may
 * claim a billion pixels.
 *
 * @param width pixels as stored, 0 when the format does not tell
 * @param height pixels as stored, 0 when the format does not tell
 */
record ImageHeader(int width, int height) {
  private static final ImageHeader UNKNOWN = new ImageHeader(0, 0);
  private static final int END_OF_IMAGE = 0xD9;

  static ImageHeader read(byte[] b) throws UnreadableImageException {
    if (b.length == 0) {
      throw new UnreadableImageException("empty file");
    }
    if (b.length > 3 && u8(b, 0) == 0xFF && u8(b, 1) == 0xD8) {
      return jpeg(b);
    }
    if (b.length > 24 && u8(b, 0) == 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G') {
      return new ImageHeader(s32(b, 16), s32(b, 20));
    }
    return viaImageIo(b);
  }

  long pixels() {
    return (long) width * height;
  }

  private static ImageHeader jpeg(byte[] b) throws UnreadableImageException {
    ImageHeader size = UNKNOWN;
    int at = 2;
    while (at + 4 <= b.length) {
      if (u8(b, at) != 0xFF) {
        at++;
        continue;
      }
      int marker = u8(b, at + 1);
      if (marker == 0xFF || marker == 0 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame && at + 9 <= b.length) {
        size = new ImageHeader(u16(b, at + 7), u16(b, at + 5));
      }
      if (marker == 0xDA) {
        requireEnd(b, at);
        return size;
      }
      at += 2 + u16(b, at + 2);
    }
    throw new UnreadableImageException("unreadable: truncated JPEG");
  }

  /** OpenCV fills what a truncated file lacks with grey; detections there would be invented. */
  private static void requireEnd(byte[] b, int scan) throws UnreadableImageException {
    for (int i = b.length - 2; i > scan; i--) {
      if (u8(b, i) == 0xFF && u8(b, i + 1) == END_OF_IMAGE) {
        return;
      }
    }
    throw new UnreadableImageException("unreadable: truncated JPEG");
  }

  private static ImageHeader viaImageIo(byte[] b) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(b))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return UNKNOWN;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new ImageHeader(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Not for ImageIO to judge: OpenCV reads formats that it does not know.
      return UNKNOWN;
    }
  }

  private static int u8(byte[] b, int i) {
    return b[i] & 0xFF;
  }

  private static int u16(byte[] b, int i) {
    return u8(b, i) << 8 | u8(b, i + 1);
  }

  private static int s32(byte[] b, int i) {
    return u16(b, i) << 16 | u16(b, i + 2);
  }
}
