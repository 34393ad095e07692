package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ResizeMode;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --decode fast}: the same picture and places from a part of the pixels. */
final class FastDecodeTest {
  private static final int SIDE = 64;

  private static ImageDecoder decoder(boolean fast, ResizeMode mode) {
    DecodeOptions standard = DecodeOptions.standard();
    return new ImageDecoder(
        new Preprocessing(
            SIDE,
            SIDE,
            mode,
            new int[] {0, 0, 0},
            false,
            1,
            new float[] {0, 0, 0},
            new float[] {1, 1, 1},
            InputForm.FLOAT_PLANES),
        new DecodeOptions(standard.maxPixels(), standard.maxBytes(), fast));
  }

  /** Slow waves, which every good way of shrinking keeps. */
  private static byte[] waves(int width, int height, String format) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (int) (128 + 100 * Math.sin(6.0 * x / width));
        int green = (int) (128 + 100 * Math.cos(5.0 * y / height));
        image.setRGB(x, y, red << 16 | green << 8 | 90);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static float[] decode(boolean fast, ResizeMode mode, Letterbox[] box, byte... bytes)
      throws Exception {
    ImageDecoder decoder = decoder(fast, mode);
    float[] values = new float[decoder.inputLength()];
    box[0] = decoder.decode(bytes, values);
    return values;
  }

  @ParameterizedTest
  @CsvSource({"128,128", "129,257", "301,511", "515,260", "1027,1031"})
  void boxesStayInTheOriginalsPixels(int width, int height) throws Exception {
    byte[] jpeg = waves(width, height, "jpg");
    for (ResizeMode mode : ResizeMode.values()) {
      Letterbox[] exact = new Letterbox[1];
      Letterbox[] fast = new Letterbox[1];
      float[] expected = decode(false, mode, exact, jpeg);
      float[] values = decode(true, mode, fast, jpeg);
      assertEquals(exact[0], fast[0]);
      assertEquals(width, fast[0].imageWidth());
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += Math.abs(values[i] - expected[i]);
      }
      assertTrue(sum / values.length < 2.5, mode + ": " + sum / values.length + " levels apart");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void orientationIsHonoured(int orientation) throws Exception {
    byte[] jpeg = ImageDecoderTest.withOrientation(waves(300, 200, "jpg"), orientation);
    Letterbox[] exact = new Letterbox[1];
    Letterbox[] fast = new Letterbox[1];
    float[] expected = decode(false, ResizeMode.LETTERBOX_CENTER, exact, jpeg);
    float[] values = decode(true, ResizeMode.LETTERBOX_CENTER, fast, jpeg);
    assertEquals(exact[0], fast[0]);
    assertEquals(orientation >= 5 ? 200 : 300, fast[0].imageWidth());
    int middle = SIDE * SIDE / 2 + SIDE / 2;
    for (int at : new int[] {middle - 15, middle, middle + 15, middle + 15 * SIDE}) {
      assertEquals(expected[at], values[at], 12);
    }
  }

  @Test
  void smallImagesAndOtherFormatsAreDecodedExactly() throws Exception {
    Letterbox[] box = new Letterbox[1];
    for (byte[] file : new byte[][] {waves(127, 300, "jpg"), waves(600, 600, "png")}) {
      assertArrayEquals(
          decode(false, ResizeMode.STRETCH, box, file),
          decode(true, ResizeMode.STRETCH, box, file));
    }
    byte[] large = waves(600, 600, "jpg");
    assertFalse(
        Arrays.equals(
            decode(false, ResizeMode.STRETCH, box, large),
            decode(true, ResizeMode.STRETCH, box, large)));
  }
}
