package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailEncoderTest {

  /** Where the stored picture's red (top left) and blue (top right) quarters must come to lie. */
  @ParameterizedTest
  @CsvSource({
    "1, tl, tr", "2, tr, tl", "3, br, bl", "4, bl, br",
    "5, tl, bl", "6, tr, br", "7, br, tr", "8, bl, tl"
  })
  void orientationIsHonoured(int orientation, String red, String blue) throws IOException {
    for (boolean little : new boolean[] {true, false}) {
      BufferedImage image = thumbnail(exif(jpeg(160, 80), orientation, little)).orElseThrow();
      boolean sideways = orientation >= 5;
      assertEquals(sideways ? 80 : 160, image.getWidth());
      assertEquals(sideways ? 160 : 80, image.getHeight());
      assertNear(Color.RED, image, red);
      assertNear(Color.BLUE, image, blue);
    }
  }

  @Test
  void largeImagesShrinkToTheLongSide() throws IOException {
    BufferedImage image = thumbnail(jpeg(3000, 1500)).orElseThrow();
    assertEquals(ThumbnailEncoder.LONG_SIDE, image.getWidth());
    assertEquals(ThumbnailEncoder.LONG_SIDE / 2, image.getHeight());
    assertNear(Color.RED, image, "tl");
  }

  @Test
  void damagedFilesGiveNothing() throws IOException {
    assertTrue(thumbnail(new byte[0]).isEmpty());
    assertTrue(thumbnail("no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)).isEmpty());
    byte[] jpeg = jpeg(160, 80);
    for (int length = 1; length < 300; length++) { // cut off in every header
      thumbnail(Arrays.copyOf(jpeg, length));
      assertEquals(1, ExifOrientation.of(Arrays.copyOf(jpeg, length)));
    }
    byte[] exif = exif(jpeg, 6, true);
    assertEquals(6, ExifOrientation.of(exif));
    assertEquals(1, ExifOrientation.of(Arrays.copyOf(exif, 30)));
    assertEquals(1, ExifOrientation.of(exif(jpeg, 9, true)));
  }

  private static Optional<BufferedImage> thumbnail(byte[] file) throws IOException {
    Optional<String> uri = ThumbnailEncoder.encode(file);
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    String base64 = uri.get().substring("data:image/jpeg;base64,".length());
    return Optional.of(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64))));
  }

  /** White with a red top left and a blue top right quarter. */
  private static byte[] jpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(Color.RED);
    g.fillRect(0, 0, width / 2, height / 2);
    g.setColor(Color.BLUE);
    g.fillRect(width / 2, 0, width / 2, height / 2);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  /** Puts an EXIF block with the orientation behind the first marker. */
  private static byte[] exif(byte[] jpeg, int orientation, boolean little) throws IOException {
    java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(36);
    block.putShort((short) 0xFFE1).putShort((short) 34).putInt(0x45786966).putShort((short) 0);
    if (little) {
      block.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }
    block.putShort((short) (little ? 0x4949 : 0x4D4D)).putShort((short) 42).putInt(8);
    block.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    block.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(block.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** JPEG at quality .85 moves flat colours by a few steps of 255. */
  private static void assertNear(Color wanted, BufferedImage image, String corner) {
    int x = corner.endsWith("l") ? image.getWidth() / 4 : image.getWidth() * 3 / 4;
    int y = corner.startsWith("t") ? image.getHeight() / 4 : image.getHeight() * 3 / 4;
    Color found = new Color(image.getRGB(x, y));
    int distance =
        Math.abs(wanted.getRed() - found.getRed())
            + Math.abs(wanted.getGreen() - found.getGreen())
            + Math.abs(wanted.getBlue() - found.getBlue());
    assertTrue(distance < 30, corner + ": wanted " + wanted + ", found " + found);
  }
}
