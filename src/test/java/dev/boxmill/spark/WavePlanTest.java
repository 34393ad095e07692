package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class WavePlanTest {
  @Test
  void wavesAreWholeBatches() {
    WavePlan plan = new WavePlan(100, 8, 2, 30);
    assertEquals(32, plan.end(0, 0));
    assertEquals(64, plan.end(32, 1000));
    assertEquals(100, plan.end(96, 0));
  }

  @Test
  void withoutAWishWavesTakeFiveMinutes() {
    WavePlan plan = new WavePlan(1_000_000, 8, 2, 0);
    assertEquals(8192, plan.end(0, 0));
    // 300 s at 50 images/s.
    assertEquals(8192 + 15_000, plan.end(8192, 50));
    // Never less than a batch, however slow the model.
    assertEquals(8192 + 8, plan.end(8192, 0.001));
    assertEquals(1_000_000, plan.end(8192, 1e9));
  }
}
