package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LetterboxTest {
  /** Positions are computed in double from small integers. */
  private static final double TOLERANCE = 1e-9;

  @Test
  void centredPaddingPutsTheOddPixelRightAndBelow() {
    Letterbox box = Letterbox.of(300, 225, 256, 256, ResizeMode.LETTERBOX_CENTER);
    assertEquals(256, box.width());
    assertEquals(192, box.height());
    assertEquals(0, box.padLeft());
    assertEquals(32, box.padTop());
    Letterbox odd = Letterbox.of(256, 255, 256, 256, ResizeMode.LETTERBOX_CENTER);
    assertEquals(0, odd.padTop());
    assertEquals(255, odd.height());
  }

  @Test
  void halvesRoundToEven() {
    // 5 * .5 = 2.5 and 7 * .5 = 3.5, as Python's round() has them: 2 and 4.
    assertEquals(2, Letterbox.of(8, 5, 4, 4, ResizeMode.LETTERBOX_TOPLEFT).height());
    assertEquals(4, Letterbox.of(8, 7, 4, 4, ResizeMode.LETTERBOX_TOPLEFT).height());
  }

  @Test
  void aSliverKeepsAPixel() {
    Letterbox box = Letterbox.of(10_000, 1, 100, 100, ResizeMode.LETTERBOX_CENTER);
    assertEquals(1, box.height());
    assertEquals(100, box.width());
  }

  @Test
  void boxesComeBackAndAreClipped() {
    Letterbox box = Letterbox.of(200, 300, 256, 256, ResizeMode.LETTERBOX_CENTER);
    double r = 256 / 300.0;
    assertEquals(50, box.imageX(50 * r + box.padLeft()), TOLERANCE);
    assertEquals(120, box.imageY(120 * r), TOLERANCE);
    assertEquals(0, box.imageX(-5), TOLERANCE);
    assertEquals(300, box.imageY(400), TOLERANCE);
  }

  @Test
  void stretchScalesEachSide() {
    Letterbox box = Letterbox.of(100, 50, 200, 200, ResizeMode.STRETCH);
    assertEquals(25, box.imageX(50), TOLERANCE);
    assertEquals(12.5, box.imageY(50), TOLERANCE);
  }
}
