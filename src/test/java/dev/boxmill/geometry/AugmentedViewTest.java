package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of views and the way back, by hand. */
final class AugmentedViewTest {
  @Test
  void listsAreRead() {
    AugmentedView mirrored = new AugmentedView(true, 1);
    assertEquals(List.of(AugmentedView.PLAIN), AugmentedView.parse("", "--tta"));
    assertEquals(List.of(AugmentedView.PLAIN, mirrored), AugmentedView.parse("flip", "--tta"));
    List<AugmentedView> all = AugmentedView.parse("flip,scales=.5;.75;1;1.25;1.5", "--tta");
    assertEquals(10, all.size());
    assertEquals(new AugmentedView(true, .5), all.get(1));
    assertEquals(new AugmentedView(false, 1.5), all.get(8));
    assertEquals(
        List.of(new AugmentedView(false, 2), AugmentedView.PLAIN),
        AugmentedView.parse(" scales=2; 1 ", "--tta"));
  }

  @ParameterizedTest
  @CsvSource({
    "flop, \"flop\"",
    "'flip,flip', \"flip\"",
    "'flip,', \"\"",
    "scales=, \"\"",
    "scales=1;x, \"x\"",
    "scales=0, scale 0",
    "scales=NaN, scale NaN",
    "scales=1e9, scale 1e9",
    "scales=1;1.0, scale 1.0",
    "'scales=1,scales=2', \"scales=2\""
  })
  void otherListsAreRefused(String text, String named) {
    String message =
        assertThrows(UserException.class, () -> AugmentedView.parse(text, "--tta")).getMessage();
    assertEquals(true, message.startsWith("--tta: ") && message.contains(named), message);
  }

  @Test
  void mirroredBoxesComeBack() {
    // A view of half the size of 100 x 60, mirrored: 50 wide. 5..20 is 30..45 unmirrored.
    double[] boxes = {5, 10, 20, 15, 0, 0, 50, 30, 7, 7, 7, 7};
    new AugmentedView(true, .5).back(boxes, 2, 100, 60);
    // The third is beyond the size given.
    assertArrayEquals(new double[] {60, 20, 90, 30, 0, 0, 100, 60, 7, 7, 7, 7}, boxes, 1e-12);
  }

  @Test
  void sidesAreWholeAndTheFarEdgeStays() {
    AugmentedView view = new AugmentedView(false, .75);
    // 7.5 to even, 5.25 down, and never nothing.
    assertEquals(8, view.side(10));
    assertEquals(5, view.side(7));
    assertEquals(1, new AugmentedView(false, .1).side(1));
    double[] box = {4, 0, 8, 5};
    view.back(box, 1, 10, 7);
    assertArrayEquals(new double[] {5, 0, 10, 7}, box, 1e-12);
  }
}
