package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The boxes of the zoo's 4,000 training images, against the anchors the zoo was trained with. */
class ZooAnchorsTest {
  private static final Path DATA = Path.of("models", "data");

  /** Another start ends in another optimum; the zoo's anchors come from one with medians. */
  private static final double OTHER_OPTIMUM = 0.005;

  private static JsonNode annotations;
  private static JsonNode reference;

  @BeforeAll
  static void read() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    annotations = mapper.readTree(DATA.resolve("annotations/train_boxes.json").toFile());
    reference = mapper.readTree(DATA.resolve("anchors.json").toFile());
  }

  @ParameterizedTest
  @CsvSource({"STRETCH,5,grid32_5,0,32", "LETTERBOX,9,pixels_9,1,1"})
  void averageIouIsNoWorseThanTheZoos(
      InputSize.Fit fit, int k, String key, int place, double unit) {
    BoxSizes sizes = Boxes.sizes(boxes(fit));
    double zoo = reference.get("mean_iou").get(place).asDouble();
    assertEquals(zoo, averageIou(sizes, reference.get(key), unit), 0.001, "another meaning?");
    Clustering found = AnchorKMeans.fit(sizes, new KMeansOptions(k, Centre.MEDIAN, 7, 8, 1_000));
    System.err.println(key + ": average IoU " + found.averageIou() + ", zoo " + zoo);
    assertTrue(found.averageIou() > zoo - OTHER_OPTIMUM, () -> "average IoU " + found.averageIou());
  }

  @Test
  void equalsBruteForce() {
    double[][] boxes = boxes(InputSize.Fit.LETTERBOX);
    for (double[] box : boxes) {
      box[0] = (float) box[0];
      box[1] = (float) box[1];
    }
    for (long seed = 1; seed <= 3; seed++) {
      for (Distance distance : Distance.values()) {
        AnchorKMeansTest.assertEqualsBruteForce(boxes, distance, Centre.MEDIAN, 9, seed);
        AnchorKMeansTest.assertEqualsBruteForce(boxes, distance, Centre.MEAN, 9, seed);
      }
    }
  }

  /** Mean over the boxes of the best IoU with given anchors. */
  private static double averageIou(BoxSizes sizes, JsonNode anchors, double unit) {
    double sum = 0;
    for (int i = 0; i < sizes.distinct(); i++) {
      double best = 0;
      for (JsonNode anchor : anchors) {
        double w = unit * anchor.get(0).asDouble();
        double h = unit * anchor.get(1).asDouble();
        best = Math.max(best, CentredIou.of(sizes.w(i), sizes.h(i), w, h));
      }
      sum += sizes.count(i) * best;
    }
    return sum / sizes.boxes();
  }

  private static double[][] boxes(InputSize.Fit fit) {
    InputSize input = new InputSize(256, 256, fit);
    Map<Long, JsonNode> images = new HashMap<>();
    annotations.get("images").forEach(image -> images.put(image.get("id").asLong(), image));
    List<double[]> boxes = new ArrayList<>();
    for (JsonNode object : annotations.get("annotations")) {
      JsonNode image = images.get(object.get("image_id").asLong());
      int width = image.get("width").asInt();
      int height = image.get("height").asInt();
      boxes.add(
          new double[] {
            object.get("bbox").get(2).asDouble() * input.scaleX(width, height),
            object.get("bbox").get(3).asDouble() * input.scaleY(width, height)
          });
    }
    return boxes.toArray(double[][]::new);
  }
}
