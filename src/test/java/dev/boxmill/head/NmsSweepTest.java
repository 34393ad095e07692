package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.geometry.NmsSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NmsSweepTest {
  private static final Descriptor DESCRIPTOR =
      Descriptor.parse(
          """
          {"family": "yolov8", "input": [3, 32, 32], "classes": ["a"],
           "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": 1,
                             "mean": [0, 0, 0], "std": [1, 1, 1]}}
          """,
          "test");

  /** Boxes of 10 x 10 at x = 0, 2 and 20: IoU 2/3, 0, 0; scores .9, .5, .1. */
  private static NmsSweep worker(NmsSweepGrid grid, int images) {
    PostProcessor post = new PostProcessor(DESCRIPTOR, NmsSettings.NONE, .5, 1);
    NmsSweep sweep = new NmsSweep(grid, post);
    Candidates candidates = new Candidates();
    candidates.add(0, 0, .9, 0, 0, 10, 10);
    candidates.add(1, 0, .5, 2, 0, 12, 10);
    candidates.add(2, 0, .1, 20, 0, 30, 10);
    for (int i = 0; i < images; i++) {
      sweep.add(candidates);
    }
    return sweep;
  }

  @Test
  void countsEachSettingOverAllWorkers() {
    NmsSweepGrid grid =
        new NmsSweepGrid(NmsSettings.hard(0), List.of(.1, .5, .95), List.of(.5, .7));
    assertEquals(.1, grid.floor());
    NmsSweep.Result result =
        NmsSweep.result(grid, List.of(worker(grid, 1).totals(), worker(grid, 2).totals()));
    assertEquals(3, result.images());
    long[][] beforeAndKept = {{9, 6}, {9, 9}, {6, 3}, {6, 6}, {0, 0}, {0, 0}};
    for (int i = 0; i < 6; i++) {
      NmsSweep.Point point = result.points().get(i);
      assertEquals(grid.scoreThresholds().get(i / 2), point.scoreThreshold());
      assertEquals(grid.ious().get(i % 2), point.iou());
      assertEquals(beforeAndKept[i][0], point.boxesBefore(), "before, setting " + i);
      assertEquals(beforeAndKept[i][1], point.boxesKept(), "kept, setting " + i);
      assertTrue(point.seconds() > 0);
    }
  }
}
