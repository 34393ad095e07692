package dev.boxmill.inference;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encoded bytes to a picture of interleaved BGR bytes, upright: OpenCV, where it fails ImageIO. */
final class PixelReader {
  /**
   * Where ImageIO knows variants that OpenCV does not; of the others it would only repeat the
   * failure, slowly.
   */
  private static final Set<String> SECOND_TRY = Set.of("GIF", "TIFF");

  static {
    ImageIO.setUseCache(false);
  }

  private PixelReader() {}

  /**
   * Decodes.
   *
   * @param reduction 1, or 2, 4, 8 for JPEG at that part of its sides (rounded up)
   * @return a picture that is the caller's to close
   * @throws UnreadableImageException when neither library reads it
   */
  static Mat read(byte[] bytes, ImageHeader header, int reduction, long maxPixels)
      throws UnreadableImageException {
    String reason = "cannot be decoded";
    try (BytePointer pointer = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer)) {
      Mat image = opencv_imgcodecs.imdecode(encoded, flag(reduction));
      if (!image.empty()) {
        return image;
      }
      image.close();
    } catch (RuntimeException e) {
      // OpenCV's own exceptions on malformed data carry several lines of C++; the first says
      // enough.
      reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    Mat image = SECOND_TRY.contains(header.format()) ? secondTry(bytes, maxPixels) : null;
    if (image == null) {
      throw new UnreadableImageException(ErrorReason.DAMAGED, header.format() + ": " + reason);
    }
    return image;
  }

  private static int flag(int reduction) {
    return switch (reduction) {
      case 1 -> opencv_imgcodecs.IMREAD_COLOR;
      case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
      case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
      case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
      default -> throw new IllegalArgumentException("reduction " + reduction);
    };
  }

  /** The first frame, without alpha; null where ImageIO cannot read it either. */
  private static Mat secondTry(byte[] bytes, long maxPixels) throws UnreadableImageException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        // A frame may be larger than the header's screen.
        checkPixels(reader.getWidth(0), reader.getHeight(0), maxPixels);
        return bgr(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer damage with exceptions of all kinds.
      return null;
    }
  }

  static void checkPixels(int width, int height, long maxPixels) throws UnreadableImageException {
    if ((long) width * height > maxPixels) {
      throw new UnreadableImageException(
          ErrorReason.TOO_MANY_PIXELS,
          width + " x " + height + " pixels, --max-pixels is " + maxPixels);
    }
  }

  private static Mat bgr(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      plain.setRGB(0, y, width, 1, image.getRGB(0, y, width, 1, row, 0, width), 0, width);
    }
    byte[] pixels = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
    Mat mat = new Mat(height, width, opencv_core.CV_8UC3);
    try (BytePointer data = mat.data()) {
      data.put(pixels, 0, pixels.length);
    }
    return mat;
  }
}
