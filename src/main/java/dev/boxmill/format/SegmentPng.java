package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Segment ids of an image's pixels, from a PNG in COCO's panoptic format: id = R + 256 G + 65536 B,
 * 0 where no segment is.
 *
 * @param width of the image
 * @param height of the image
 * @param ids row by row
 */
@SuppressWarnings("ArrayRecordComponent") // pixels, never compared
public record SegmentPng(int width, int height, int[] ids) {
  /** A side of 16,384 squared; more is taken for a decompression bomb. */
  static final long MOST_PIXELS = 1L << 28;

  /**
   * Decodes a PNG.
   *
   * @param source opened once
   * @return ids of all pixels
   * @throws UserException when it is not an RGB or palette PNG of 8 bits, is damaged, or has over
   *     2^28 pixels
   */
  public static SegmentPng read(Source source) {
    try (InputStream in = source.open();
        ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      if (reader == null || !reader.getFormatName().equalsIgnoreCase("png")) {
        throw new UserException(source.name() + ": is not a PNG; give the panoptic PNGs");
      }
      try {
        reader.setInput(stream, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw new UserException(
              "%s: %d x %d pixels are more than are read (2^28)"
                  .formatted(source.name(), reader.getWidth(0), reader.getHeight(0)));
        }
        return of(source, reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof UserException known) {
        throw known;
      }
      throw new UserException(source.name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Encodes it as RGB. */
  void write(OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < ids.length; i++) {
      bgr[3 * i] = (byte) (ids[i] >> 16);
      bgr[3 * i + 1] = (byte) (ids[i] >> 8);
      bgr[3 * i + 2] = (byte) ids[i];
    }
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java writes no PNG");
    }
  }

  private static SegmentPng of(Source source, BufferedImage image) {
    int[] ids = new int[image.getWidth() * image.getHeight()];
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < ids.length; i++) {
        int b = 3 * i;
        ids[i] = bgr[b + 2] & 255 | (bgr[b + 1] & 255) << 8 | (bgr[b] & 255) << 16;
      }
    } else if (image.getColorModel() instanceof IndexColorModel
        || image.getType() == BufferedImage.TYPE_4BYTE_ABGR) {
      image.getRGB(0, 0, image.getWidth(), image.getHeight(), ids, 0, image.getWidth());
      for (int i = 0; i < ids.length; i++) {
        ids[i] = Integer.reverseBytes(ids[i]) >>> 8;
      }
    } else {
      throw new UserException(
          source.name() + ": has no red, green and blue of 8 bits; write segment ids as RGB");
    }
    return new SegmentPng(image.getWidth(), image.getHeight(), ids);
  }
}
