package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ResizeMode;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
  /** JPEG's rounding on flat colours. */
  private static final float JPEG_TOLERANCE = 6;

  private static ImageDecoder decoder(int width, int height, ResizeMode mode, boolean bgr) {
    return new ImageDecoder(
        new Preprocessing(
            width,
            height,
            mode,
            new int[] {10, 20, 30},
            bgr,
            1,
            new float[] {0, 0, 0},
            new float[] {1, 1, 1},
            InputForm.FLOAT_PLANES),
        DecodeOptions.standard());
  }

  /** Left half one colour, right half another. */
  private static BufferedImage halves(int w, int h, Color left, Color right, int type) {
    BufferedImage image = new BufferedImage(w, h, type);
    Graphics2D g = image.createGraphics();
    g.setColor(left);
    g.fillRect(0, 0, w / 2, h);
    g.setColor(right);
    g.fillRect(w / 2, 0, w - w / 2, h);
    g.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  @Test
  void channelsAndPaddingFollowTheModelsOrder() throws Exception {
    byte[] png =
        encode(halves(8, 4, Color.RED, new Color(1, 2, 3), BufferedImage.TYPE_INT_RGB), "png");
    ImageDecoder rgb = decoder(8, 8, ResizeMode.LETTERBOX_CENTER, false);
    float[] values = new float[rgb.inputLength()];
    Letterbox box = rgb.decode(png, values);
    assertEquals(2, box.padTop());
    // Row 0 is padding, row 2 the image's first.
    assertEquals(10, values[0]);
    assertEquals(30, values[2 * 64]);
    assertEquals(255, values[16]);
    assertEquals(0, values[64 + 16]);
    assertEquals(1, values[16 + 7]);
    assertEquals(3, values[2 * 64 + 16 + 7]);
    decoder(8, 8, ResizeMode.LETTERBOX_CENTER, true).decode(png, values);
    assertEquals(10, values[0]);
    assertEquals(3, values[16 + 7]);
    assertEquals(255, values[2 * 64 + 16]);
  }

  @Test
  void resizesBilinearlyWithHalfPixelCentres() throws Exception {
    byte[] png = encode(halves(2, 2, Color.BLACK, Color.WHITE, BufferedImage.TYPE_INT_RGB), "png");
    ImageDecoder decoder = decoder(4, 4, ResizeMode.STRETCH, false);
    float[] values = new float[decoder.inputLength()];
    decoder.decode(png, values);
    // Centres at .25, .75, 1.25, 1.75 of 2 columns: 0, a quarter, three quarters, 1 of 255.
    assertEquals(0, values[0]);
    assertEquals(64, values[1]);
    assertEquals(191, values[2]);
    assertEquals(255, values[3]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifOrientationIsHonoured(int orientation) throws Exception {
    // Upright: red at the top left, green top right, blue bottom left, white bottom right.
    BufferedImage upright = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
    Color[] corners = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    Graphics2D g = upright.createGraphics();
    for (int i = 0; i < 4; i++) {
      g.setColor(corners[i]);
      g.fillRect(16 * (i % 2), 8 * (i / 2), 16, 8);
    }
    g.dispose();
    byte[] jpeg = withOrientation(encode(stored(upright, orientation), "jpg"), orientation);
    ImageDecoder decoder = decoder(32, 16, ResizeMode.STRETCH, false);
    float[] values = new float[decoder.inputLength()];
    Letterbox box = decoder.decode(jpeg, values);
    assertEquals(32, box.imageWidth());
    assertEquals(16, box.imageHeight());
    for (int i = 0; i < 4; i++) {
      int at = (4 + 8 * (i / 2)) * 32 + 8 + 16 * (i % 2);
      assertEquals(corners[i].getRed(), values[at], 40, "red of corner " + i);
      assertEquals(corners[i].getGreen(), values[512 + at], 40, "green of corner " + i);
      assertEquals(corners[i].getBlue(), values[1024 + at], 40, "blue of corner " + i);
    }
  }

  /** The pixels as a camera stores them so that the orientation turns them upright. */
  private static BufferedImage stored(BufferedImage upright, int orientation) {
    boolean swapped = orientation >= 5;
    int w = swapped ? upright.getHeight() : upright.getWidth();
    int h = swapped ? upright.getWidth() : upright.getHeight();
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        // EXIF 2.3, 4.6.4 A: where row 0 and column 0 of the stored image lie in the picture.
        int u = swapped ? y : x;
        int v = swapped ? x : y;
        boolean mirrorX =
            orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean mirrorY =
            orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        int px = mirrorX ? upright.getWidth() - 1 - u : u;
        int py = mirrorY ? upright.getHeight() - 1 - v : v;
        image.setRGB(x, y, upright.getRGB(px, py));
      }
    }
    return image;
  }

  /** Inserts an APP1 segment with one tag behind the start of the file. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    byte[] all = new byte[jpeg.length + 36];
    System.arraycopy(jpeg, 0, all, 0, 2);
    System.arraycopy(exif.array(), 0, all, 2, 36);
    System.arraycopy(jpeg, 2, all, 38, jpeg.length - 2);
    return all;
  }

  @Test
  void oddButValidImages() throws Exception {
    Color grey = new Color(120, 120, 120);
    ImageDecoder decoder = decoder(8, 8, ResizeMode.STRETCH, false);
    float[] values = new float[decoder.inputLength()];
    byte[][] files = {
      encode(halves(8, 8, grey, grey, BufferedImage.TYPE_BYTE_GRAY), "jpg"),
      encode(halves(8, 8, grey, grey, BufferedImage.TYPE_INT_ARGB), "png"),
      encode(halves(8, 8, grey, grey, BufferedImage.TYPE_BYTE_INDEXED), "gif"),
      encode(halves(8, 8, grey, grey, BufferedImage.TYPE_3BYTE_BGR), "bmp"),
    };
    for (byte[] file : files) {
      decoder.decode(file, values);
      for (int c = 0; c < 3; c++) {
        // The palette of an indexed image has steps of 51.
        assertEquals(120, values[64 * c + 27], 30);
      }
    }
    BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 8, 8, 0, sixtyFour(120 * 257));
    decoder.decode(encode(deep, "png"), values);
    assertEquals(120, values[27], 1);
    BufferedImage dot = halves(1, 1, grey, grey, BufferedImage.TYPE_INT_RGB);
    decoder.decode(encode(dot, "jpg"), values);
    assertEquals(120, values[27], JPEG_TOLERANCE);
  }

  private static int[] sixtyFour(int value) {
    int[] samples = new int[64];
    Arrays.fill(samples, value);
    return samples;
  }

  @Test
  void unusableBytesHaveAReason() throws Exception {
    byte[] jpeg = encode(halves(64, 64, Color.RED, Color.BLUE, BufferedImage.TYPE_INT_RGB), "jpg");
    assertReason("empty: no bytes", new byte[0]);
    assertReason(
        "not-an-image: begins like no known format", "hello".getBytes(StandardCharsets.UTF_8));
    assertReason("truncated: JPEG file that ends too early", Arrays.copyOf(jpeg, jpeg.length / 2));
    assertReason(
        "truncated: JPEG file that ends too early", Arrays.copyOf(jpeg, 3 * jpeg.length / 4));
    byte[] png = encode(halves(64, 64, Color.RED, Color.BLUE, BufferedImage.TYPE_INT_RGB), "png");
    assertReason("truncated: PNG file that ends too early", Arrays.copyOf(png, png.length - 4));
    byte[] bmp = encode(halves(64, 64, Color.RED, Color.BLUE, BufferedImage.TYPE_INT_RGB), "bmp");
    assertReason("damaged: BMP: cannot be decoded", Arrays.copyOf(bmp, bmp.length / 2));
    assertReason("truncated: BMP file that ends too early", Arrays.copyOf(bmp, 16));
    // A bomb: the header claims 60,000 x 60,000 pixels.
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    assertReason("too-many-pixels: 60000 x 60000 pixels, --max-pixels is 268435456", png);
  }

  private static void assertReason(String reason, byte[] bytes) {
    ImageDecoder decoder = decoder(8, 8, ResizeMode.STRETCH, false);
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () -> decoder.decode(bytes, new float[decoder.inputLength()]));
    assertEquals(reason, e.getMessage());
  }
}
