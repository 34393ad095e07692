package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos of PASCAL VOC, with what the devkit's port to Python in py-faster-rcnn gives for them. */
class VocGoldenTest {
  private static final Path FOLDER = Path.of("../shared/fixtures/voc");
  private static final double TOLERANCE = 1e-12;

  private static VocFolder folder(String name, boolean difficult) throws Exception {
    List<String> names = Files.readAllLines(FOLDER.resolve("toyexample/voc.names"));
    return name.equals("toy")
        ? VocFolder.read(
            FOLDER.resolve("toyexample/gts_vocpascal_format"),
            FOLDER.resolve("toyexample/dets_classname_abs_xyx2y2"),
            names,
            difficult)
        : VocFolder.read(
            FOLDER.resolve("voc100/gts/pascalvoc_format"),
            FOLDER.resolve("voc100/dets/abs_xyx2y2"),
            names,
            difficult);
  }

  @ParameterizedTest
  @CsvSource({
    "toy,   true,  voc_toy_golden",
    "db100, true,  voc_db100_golden",
    "db100, false, voc_db100_ignoring_difficult"
  })
  void equalsTheReferenceByClassAndThreshold(String name, boolean difficult, String golden)
      throws Exception {
    if (!Files.isDirectory(FOLDER)) {
      String why = "SKIPPED: VocGoldenTest needs " + FOLDER;
      System.err.println(why);
      Assumptions.abort(why);
    }
    VocFolder voc = folder(name, difficult);
    JsonNode expected =
        new ObjectMapper().readTree(FOLDER.resolve("generated/" + golden + ".json").toFile());
    for (Metric metric : List.of(new Voc07Metric(), new VocMetric())) {
      Metric.Evaluation evaluation =
          metric.start(voc.truth(), EvaluationOptions.standard().withIous(List.of(0.5, 0.75)));
      evaluation.add(voc.detections());
      MetricResult result = evaluation.result();
      String prefix = metric.id().equals("voc07") ? "ap07@" : "ap@";
      JsonNode mean = expected.get("mean_over_gt_classes");
      assertEquals(mean.get(prefix + "0.5").asDouble(), result.statistics().get("AP50"), TOLERANCE);
      assertEquals(
          mean.get(prefix + "0.75").asDouble(), result.statistics().get("AP75"), TOLERANCE);
      int compared = 0;
      for (List<Object> row : result.tables().get(0).rows()) {
        JsonNode one = expected.get("per_class").get((String) row.get(1));
        if (one != null) {
          compared++;
          assertEquals(one.get(prefix + "0.5").asDouble(), (double) row.get(3), TOLERANCE);
          assertEquals(one.get(prefix + "0.75").asDouble(), (double) row.get(4), TOLERANCE);
        }
      }
      assertTrue(compared == expected.get("per_class").size(), () -> "classes of " + name);
    }
  }
}
