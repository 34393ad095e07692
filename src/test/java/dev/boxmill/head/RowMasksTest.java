package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Rle;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ResizeMode;
import org.junit.jupiter.api.Test;

/** Maps of logits to run lengths, column by column. */
final class RowMasksTest {
  @Test
  void aMapIsResizedBilinearlyWithHalfPixelCentres() {
    // A map of 1 x 2 over an input of 4 x 4; the second row's logits are -3 and 1. An image of 4 x
    // 4
    // has its columns' centres at -.25, .25, .75 and 1.25 of the map, clamped to [0, 1]: logits -3,
    // -3 + .25 * 4 = -2, -3 + .75 * 4 = 0 and 1. Zero is not strictly above, so one column is left.
    RowMasks masks = new RowMasks(new float[] {9, 9, -3, 1}, 0, 1, 2, 4, 4);
    Letterbox box = Letterbox.of(4, 4, 4, 4, ResizeMode.STRETCH);
    Rle mask = masks.mask(1, box);
    assertArrayEquals(new int[] {12, 4}, mask.counts());
    assertArrayEquals(new int[] {0, 16}, masks.mask(0, box).counts());
  }

  @Test
  void paddingIsNoPartOfTheImage() {
    // An image of 4 x 2 in the middle of an input of 4 x 4: one row of padding above and below. The
    // map has the input's own size, with logits above 0 in the padding and in the image's first
    // row.
    float[] map = new float[16];
    java.util.Arrays.fill(map, 0, 8, 1);
    java.util.Arrays.fill(map, 8, 16, -1);
    RowMasks masks = new RowMasks(map, 0, 4, 4, 4, 4);
    Rle mask = masks.mask(0, Letterbox.of(4, 2, 4, 4, ResizeMode.LETTERBOX_CENTER));
    assertEquals(2, mask.height());
    // Four columns of one pixel inside and one outside, the first run of pixels outside being
    // empty.
    assertArrayEquals(new int[] {0, 1, 1, 1, 1, 1, 1, 1, 1}, mask.counts());
  }
}
