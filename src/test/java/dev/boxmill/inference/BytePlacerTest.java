package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ResizeMode;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BytePlacerTest {
  private static final float[] ZERO = new float[3];
  private static final float[] ONE = {1, 1, 1};

  private static ImageDecoder decoder(
      int width, int height, ResizeMode mode, boolean bgr, InputForm form) {
    int[] pad = {10, 20, 30};
    return new ImageDecoder(
        new Preprocessing(width, height, mode, pad, bgr, 1, ZERO, ONE, form),
        DecodeOptions.standard());
  }

  /** 000001.jpg is 256 x 256; of the others some are not square. */
  @ParameterizedTest
  @CsvSource({
    "256, 256, STRETCH, false",
    "256, 256, STRETCH, true",
    "256, 256, LETTERBOX_CENTER, false",
    "300, 200, LETTERBOX_CENTER, true",
    "100, 171, LETTERBOX_TOPLEFT, false",
    "97, 33, STRETCH, true",
  })
  void bytesAreThePixelsThatAreNormalisedElsewhere(
      int width, int height, ResizeMode mode, boolean bgr) throws Exception {
    ImageDecoder floats = decoder(width, height, mode, bgr, InputForm.FLOAT_PLANES);
    ImageDecoder bytes = decoder(width, height, mode, bgr, InputForm.BYTES);
    ByteBuffer batch = bytes.newBatch(3);
    assertEquals(3 * 3 * width * height, batch.capacity());
    int plane = width * height;
    for (int number = 1; number <= 12; number++) {
      byte[] file = Files.readAllBytes(Path.of(String.format("models/data/val/%06d.jpg", number)));
      float[] values = new float[3 * plane];
      Letterbox box = floats.decode(file, values);
      // What lay in the place before must not shine through.
      batch.put(0, new byte[batch.capacity()]);
      assertEquals(box, bytes.decode(file, bytes.place(batch, 1)));
      for (int at = 0; at < plane; at++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(values[c * plane + at], batch.get(3 * (plane + at) + c) & 0xFF);
        }
      }
      for (int at = 0; at < 3 * plane; at++) {
        assertTrue(batch.get(at) == 0 && batch.get(6 * plane + at) == 0, "neighbours");
      }
    }
  }
}
