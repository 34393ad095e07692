package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnchorsSectionTest {
  private static final String PLAIN =
      "{\"schema\":\"boxmill-anchors/1\",\"anchors\":[[0.5,0.5],[2,3]],\"averageIou\":0.7,"
          + "\"sample\":[[0.5,0.4],[2,2]]";

  private static final String FULL =
      PLAIN
          + ",\"units\":\"grid\",\"sweep\":{\"chosen\":2,\"tried\":[{\"k\":1,\"averageIou\":0.4},"
          + "{\"k\":2,\"averageIou\":0.7},{\"k\":3,\"averageIou\":0.75}]},"
          + "\"quality\":"
          + fit(10, 0.7)
          + ",\"byArea\":[{\"name\":\"small\","
          + fit(10, 0.7).substring(1)
          + "],\"byClass\":[{\"name\":\"<b>cat</b>\","
          + fit(10, 0.7).substring(1)
          + "],\"compared\":[{\"name\":\"coco-yolov2\",\"quality\":"
          + fit(10, 0.25)
          + "}]}";

  private static String fit(int boxes, double iou) {
    return "{\"boxes\":"
        + boxes
        + ",\"averageIou\":"
        + iou
        + ",\"recallAtRatio\":1,\"recallAtIou50\":0.9,\"anchorsPerTarget\":3.5}";
  }

  @Test
  void aSweepIsACurveAndComparedAnchorsAreRows() {
    AnchorsSection.RunModel run = model(FULL);
    assertTrue(run.sweep().startsWith("2 anchors: the elbow"), run.sweep());
    assertEquals("cells of the grid", run.unit());
    assertEquals(
        List.of("these anchors", "coco-yolov2"),
        run.against().stream().map(AnchorsSection.FitRow::name).toList());
    assertEquals("0.250", run.against().get(1).iou());
    assertEquals("3.50", run.against().get(0).matches());
    assertEquals(
        List.of("small boxes", "<b>cat</b>"),
        run.parts().stream().map(AnchorsSection.FitRow::name).toList());
  }

  @Test
  void filesWithoutAnyOfItStillShow() {
    AnchorsSection.RunModel run = model(PLAIN + "}");
    assertEquals("", run.sweep());
    assertTrue(run.against().isEmpty() && run.parts().isEmpty());
    assertEquals("pixels of the model's input", run.unit(), "told from the sides, as ever");
  }

  private static AnchorsSection.RunModel model(String json) {
    ReportData data =
        new ReportData(
            "t",
            List.of(),
            List.of(),
            List.of(AnchorsResult.parse(json, "a.json")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    return ((AnchorsSection.Model) new AnchorsSection().view(data).model()).runs().get(0);
  }
}
