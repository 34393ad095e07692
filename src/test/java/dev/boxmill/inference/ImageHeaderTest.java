package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageHeaderTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 19;

  @ParameterizedTest
  @CsvSource({"jpg,JPEG", "png,PNG", "gif,GIF", "bmp,BMP", "tiff,TIFF"})
  void sizesOfImageIosFiles(String writer, String format) throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, writer, out);
    check(format, out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({".jpg,JPEG", ".png,PNG", ".bmp,BMP", ".tif,TIFF", ".webp,WebP"})
  void sizesOfOpenCvsFiles(String extension, String format) throws Exception {
    try (Mat image = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new Scalar(1, 2, 3, 0));
        BytePointer out = new BytePointer()) {
      opencv_imgcodecs.imencode(extension, image, out);
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      check(format, bytes);
    }
  }

  private static void check(String format, byte[] bytes) throws UnreadableImageException {
    ImageHeader header = ImageHeader.read(bytes);
    assertEquals(new ImageHeader(format, WIDTH, HEIGHT, true), header);
    // Wherever a file is cut, the answer is a size or a reason, never anything else.
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      try {
        assertEquals(header, ImageHeader.read(cut));
      } catch (UnreadableImageException e) {
        assertEquals(1, e.getMessage().lines().count());
      }
    }
  }

  @Test
  void kindsOfWebP() throws UnreadableImageException {
    ByteBuffer file = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(32);
    file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
    file.put(new byte[] {0x10, 0x27, 0, 0x1F, 0x4E, 0});
    assertEquals(new ImageHeader("WebP", 10_001, 20_000, true), ImageHeader.read(file.array()));
    byte[] lossless = file.array().clone();
    lossless[15] = 'L';
    // 14 bits of width - 1, then 14 bits of height - 1.
    ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 299 << 14 | 499);
    assertEquals(new ImageHeader("WebP", 500, 300, true), ImageHeader.read(lossless));
  }

  @Test
  void textIsNoImage() {
    for (String text : new String[] {"", "B", "GIF8", "<html>", "RIFF....WAVE"}) {
      assertThrows(
          UnreadableImageException.class,
          () -> ImageHeader.read(text.getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
