package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import dev.boxmill.report.QueryResult.Kind;
import dev.boxmill.report.QueryResult.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuerySlotsTest {
  private static final double ROUNDING = 1e-6;

  @Test
  void meansAreSharesOfTheImage() {
    QuerySlots slots = new QuerySlots();
    slots.image();
    slots.add(3, 1, 0, 0, 32, 32, 320, 160); // 1,024 square pixels: the largest small one
    slots.add(3, 1, 160, 80, 33, 32, 320, 160);
    slots.add(3, 1, 0, 0, 32, 33, 320, 160);
    slots.add(0, 1, 80, 0, 160, 160, 320, 160);
    QueryResult result = slots.result();
    assertEquals(4, result.boxes());
    assertEquals(List.of(0, 3), result.slots().stream().map(Slot::query).toList());
    Slot last = result.slots().get(1);
    assertEquals(List.of(1L, 1L, 1L), last.kinds());
    assertEquals(1 / 3., last.share(Kind.VERTICAL));
    assertEquals((16 + 176.5 + 16) / 3 / 320, last.x(), ROUNDING);
    assertEquals((16 + 96 + 16.5) / 3 / 160, last.y(), ROUNDING);
    assertEquals((32 + 33 + 32) / 3. / 320, last.w(), ROUNDING);
    assertEquals((32 + 32 + 33) / 3. / 160, last.h(), ROUNDING);
    assertEquals(
        List.of(List.of(500, 500, Kind.HORIZONTAL.ordinal())), result.slots().get(0).sample());
  }

  /** More boxes than the sample holds, in two orders. */
  @Test
  void orderDoesNotMatter() {
    List<double[]> boxes = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      boxes.add(
          new double[] {
            i, random.nextDouble() * 90, random.nextDouble() * 90, 5 + 60 * random.nextDouble(), 9
          });
    }
    QueryResult first = of(boxes);
    Collections.shuffle(boxes, random);
    assertEquals(first, of(boxes));
    assertEquals(QuerySlots.SAMPLE, first.slots().get(0).sample().size());
  }

  private static QueryResult of(List<double[]> boxes) {
    QuerySlots slots = new QuerySlots();
    boxes.forEach(b -> slots.add(0, (long) b[0], b[1], b[2], b[3], b[4], 100, 100));
    return slots.result();
  }

  @Test
  void anAbsurdQueryIsAMistakeOfTheInput() {
    QuerySlots slots = new QuerySlots();
    assertThrows(UserException.class, () -> slots.add(-1, 1, 0, 0, 1, 1, 9, 9));
    assertThrows(UserException.class, () -> slots.add(1 << 30, 1, 0, 0, 1, 1, 9, 9));
  }
}
