package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MortonTest {

  @Test
  void keepsBothSidesAndOrdersEachAsTheOtherStands() {
    Random random = new Random(1);
    for (int n = 0; n < 100_000; n++) {
      float w = (float) Math.exp(20 * random.nextGaussian());
      float h = (float) Math.exp(20 * random.nextGaussian());
      if (w == 0 || h == 0 || Float.isInfinite(w) || Float.isInfinite(h)) {
        continue;
      }
      long key = Morton.key(w, h);
      assertTrue(key > 0);
      assertEquals(w, Morton.w(key));
      assertEquals(h, Morton.h(key));
      assertTrue(Morton.key(Math.nextUp(w), h) > key);
      assertTrue(Morton.key(w, Math.nextUp(h)) > key);
    }
  }
}
