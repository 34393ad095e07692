package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ResizeMode;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of tools/make_test_images.py: one picture in all variants. */
final class ImageVariantsTest {
  private static final Path FOLDER = Path.of("src/test/resources/images");
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int[][] HALVES = {{200, 40, 40}, {40, 80, 200}};

  /** ITU-R BT.601 luma of the two halves: .299 R + .587 G + .114 B. */
  private static final int[] GREY = {88, 82};

  /** JPEG, and WebP's lossy kind, on flat colours; conversions by way of CMYK. */
  private static final int TOLERANCE = 12;

  private static ImageDecoder decoder(DecodeOptions options) {
    return new ImageDecoder(
        new Preprocessing(
            WIDTH,
            HEIGHT,
            ResizeMode.STRETCH,
            new int[] {0, 0, 0},
            false,
            1,
            new float[] {0, 0, 0},
            new float[] {1, 1, 1},
            InputForm.FLOAT_PLANES),
        options);
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void showTheSamePicture(String name) throws Exception {
    ImageDecoder decoder = decoder(DecodeOptions.standard());
    float[] values = new float[decoder.inputLength()];
    Letterbox box = decoder.decode(Files.readAllBytes(FOLDER.resolve(name)), values);
    assertEquals(WIDTH, box.imageWidth());
    assertEquals(HEIGHT, box.imageHeight());
    for (int half = 0; half < 2; half++) {
      for (int channel = 0; channel < 3; channel++) {
        float value = values[channel * WIDTH * HEIGHT + 12 * WIDTH + 6 + 18 * half];
        if (name.startsWith("bilevel")) {
          assertTrue(value == 0 || value == 255, name);
        } else {
          int expected = name.startsWith("grey") ? GREY[half] : HALVES[half][channel];
          assertEquals(expected, value, TOLERANCE, name + " half " + half + " channel " + channel);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aLowerLimitOnPixelsRefusesAllByTheirHeaders(String name) throws Exception {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
    ImageDecoder decoder = decoder(new DecodeOptions(WIDTH * HEIGHT - 1, 1 << 20, false));
    assertReason(
        decoder, bytes, "too-many-pixels: 32 x 24 pixels, --max-pixels is " + (WIDTH * HEIGHT - 1));
    assertReason(
        decoder(new DecodeOptions(1 << 20, bytes.length - 1, false)),
        bytes,
        "too-many-bytes: " + bytes.length + " bytes, --max-bytes is " + (bytes.length - 1));
  }

  @Test
  void aFrameMayNotBeLargerThanItsScreen() throws Exception {
    byte[] gif = Files.readAllBytes(FOLDER.resolve("one.gif"));
    // The screen says 1 x 1; the frame's descriptor keeps its 32 x 24 pixels.
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) 1)
        .putShort(8, (short) 1);
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () ->
                decoder(new DecodeOptions(WIDTH * HEIGHT - 1, 1 << 20, false))
                    .decode(gif, new float[3 * WIDTH * HEIGHT]));
    ErrorReason reason = ErrorReason.of(e.getMessage());
    assertTrue(reason == ErrorReason.TOO_MANY_PIXELS || reason == ErrorReason.DAMAGED);
  }

  @Test
  void extremeSizes() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", png);
    ImageDecoder decoder = decoder(DecodeOptions.standard());
    Letterbox dot = decoder.decode(png.toByteArray(), new float[decoder.inputLength()]);
    assertEquals(1, dot.imageWidth());
    // 20,000 x 20,000 black pixels in 50 kB of PNG: over the limit, unless the limit is raised.
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(20_000, 20_000, BufferedImage.TYPE_BYTE_BINARY), "png", large);
    assertReason(
        decoder,
        large.toByteArray(),
        "too-many-pixels: 20000 x 20000 pixels, --max-pixels is 268435456");
  }

  private static void assertReason(ImageDecoder decoder, byte[] bytes, String reason) {
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () -> decoder.decode(bytes, new float[decoder.inputLength()]));
    assertEquals(reason, e.getMessage());
  }

  @Test
  void everyReasonIsReadBackFromItsError() {
    for (ErrorReason reason : ErrorReason.values()) {
      assertEquals(reason, ErrorReason.of(reason.error("a: b")));
    }
    assertThrows(IllegalArgumentException.class, () -> ErrorReason.of("unknown"));
  }
}
