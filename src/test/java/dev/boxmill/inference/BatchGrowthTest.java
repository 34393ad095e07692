package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BatchGrowthTest {
  private static final Map<Integer, Double> RATES = Map.of(1, 100.0, 2, 150.0, 4, 157.0, 8, 400.0);

  @Test
  void growsUntilADoublingGainsNoMoreThanATwentieth() {
    // 150 / 100 is worth it; 157 / 150 = 1.047 is not, and 8 is not looked at any more.
    List<BatchGrowth.Point> points = BatchGrowth.measure(8, RATES::get);
    assertEquals(List.of(1, 2, 4), points.stream().map(BatchGrowth.Point::batchSize).toList());
    assertEquals(new BatchGrowth.Point(2, 150), BatchGrowth.best(points));
  }

  @Test
  void stopsAtTheBoundAndWhereMemoryOrGraphEnd() {
    assertEquals(16, best(16, size -> size));
    assertEquals(8, best(64, size -> failing(size, 16, new EngineException("CUDA out of memory"))));
    assertEquals(4, best(64, size -> failing(size, 8, new OutOfMemoryError("Cannot reserve"))));
    assertEquals(1, best(64, size -> failing(size, 2, new UserException("the model fails on"))));
    assertEquals(
        2,
        best(
            64,
            size ->
                failing(
                    size,
                    4,
                    new IllegalStateException("in", new EngineException("std::bad_alloc")))));
  }

  @Test
  void otherFailuresAndThoseOfSizeOneAreNotHidden() {
    assertThrows(
        NoSuchElementException.class,
        () -> best(8, size -> failing(size, 4, new NoSuchElementException())));
    assertThrows(
        EngineException.class,
        () -> best(8, size -> failing(size, 1, new EngineException("CUDA out of memory"))));
  }

  private static int best(int most, BatchGrowth.Measurement measurement) {
    return BatchGrowth.best(BatchGrowth.measure(most, measurement)).batchSize();
  }

  private static double failing(int size, int from, Throwable failure) {
    if (size < from) {
      return size;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void quantilesAreNearestRanks() {
    // 1, 2, ..., 10 ms: the 5th, the 9th, and of so few the last.
    double[] seconds = {.01, .001, .003, .002, .005, .004, .007, .006, .009, .008};
    assertEquals(new Latency(5.5, 5, 9, 10), Latency.of(seconds));
  }
}
