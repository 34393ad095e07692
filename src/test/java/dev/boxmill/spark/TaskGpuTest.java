package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class TaskGpuTest {
  private static int index(String... addresses) {
    return TaskGpu.index(Map.of("gpu", new ResourceInformation("gpu", addresses)));
  }

  @Test
  void theFirstAddressIsTheTasks() {
    assertEquals(3, index("3"));
    assertEquals(2, index("2", "5"));
  }

  @Test
  void aGpuKnownByNameIsTheOnlyOneThatTheProcessSees() {
    assertEquals(0, index("GPU-8f2c11aa"));
  }

  @Test
  void withoutGpusOfSparksTheFirstIsTaken() {
    assertEquals(0, TaskGpu.index(Map.of()));
    assertEquals(0, index());
    assertEquals(0, TaskGpu.index());
  }
}
