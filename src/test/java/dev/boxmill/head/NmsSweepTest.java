package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.SweptBox;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.ResizeMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NmsSweepTest {
  private static final Descriptor DESCRIPTOR =
      Descriptor.parse(
          """
          {"family": "yolov8", "input": [3, 32, 32], "classes": ["a"],
           "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": 1,
                             "mean": [0, 0, 0], "std": [1, 1, 1]}}
          """,
          "test");

  private static final Letterbox BOX = Letterbox.of(64, 64, 32, 32, ResizeMode.STRETCH);

  /** Boxes of 10 x 10 at x = 0, 2 and 20: IoU 2/3, 0, 0; scores .9, .5, .1. */
  private static NmsSweep worker(NmsSweepGrid grid, int images) {
    PostProcessor post = new PostProcessor(DESCRIPTOR, NmsSettings.NONE, .5, 1);
    NmsSweep sweep = new NmsSweep(grid, post);
    Candidates candidates = new Candidates();
    candidates.add(0, 0, .9, 0, 0, 10, 10);
    candidates.add(1, 0, .5, 2, 0, 12, 10);
    candidates.add(2, 0, .1, 20, 0, 30, 10);
    for (int i = 0; i < images; i++) {
      sweep.add(candidates, BOX);
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

  /** Methods that keep boxes as they are, lower their scores, and move them; many equal scores. */
  @ParameterizedTest
  @ValueSource(strings = {"hard", "soft-linear", "weighted", "diou", "max-pool"})
  void everySettingKeepsWhatARunWithItGives(String method) {
    NmsSettings nms = NmsSettings.of(method, .5, null, false);
    NmsSweepGrid grid = new NmsSweepGrid(nms, List.of(.3, .1, .6), List.of(.3, .5, .8));
    Candidates candidates = new Candidates();
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double x = 40 * random.nextDouble() - 9;
      double y = 26 * random.nextDouble();
      candidates.add(i, 0, .1 + .05 * random.nextInt(18), x, y, x + 8, y + 8);
    }
    NmsSweep sweep = new NmsSweep(grid, new PostProcessor(DESCRIPTOR, NmsSettings.NONE, 0, 20));
    List<SweptBox> swept = sweep.add(candidates, BOX);
    for (int i = 0; i < grid.size(); i++) {
      double score = grid.scoreThresholds().get(i / 3);
      Candidates above = new Candidates();
      for (int c = 0; c < candidates.size(); c++) {
        if (candidates.score(c) >= score) {
          above.add(
              candidates.row(c),
              0,
              candidates.score(c),
              candidates.edge(c, 0),
              candidates.edge(c, 1),
              candidates.edge(c, 2),
              candidates.edge(c, 3));
        }
      }
      NmsSettings setting = nms.withIou(grid.ious().get(i % 3));
      List<List<Double>> alone =
          new PostProcessor(DESCRIPTOR, setting, score, 20)
              .finish(above, BOX).stream()
                  .map(d -> List.of(d.score(), d.x(), d.y(), d.w(), d.h()))
                  .toList();
      long bit = 1L << i;
      assertEquals(
          alone,
          swept.stream()
              .filter(b -> (b.settings() & bit) != 0)
              .map(b -> List.of(b.score(), b.x(), b.y(), b.w(), b.h()))
              .toList(),
          method + ", setting " + i);
    }
  }
}
