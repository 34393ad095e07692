package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.head.Candidates;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A detector of torchvision's own (RetinaNet with random weights) against what torch 1.13 answered:
 * {@code tools/make_torchvision_model.py} writes both.
 */
final class TorchvisionModelTest {
  private static final Path FOLDER = Path.of("src/test/resources/torchvision");
  private static final int SIDE = 64;

  /** Two versions of libtorch add in different orders. */
  private static final double SAME_SCORE = 1e-5;

  private static final double SAME_EDGE = 1e-3;

  /** The tool's picture: value of a channel is (y (3 + c) + x (7 - 2 c)) mod 256. */
  private static ByteBuffer picture(int images) {
    ByteBuffer values =
        ByteBuffer.allocateDirect(4 * images * 3 * SIDE * SIDE).order(ByteOrder.nativeOrder());
    FloatBuffer floats = values.asFloatBuffer();
    for (int i = 0; i < images * 3; i++) {
      int c = i % 3;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          floats.put((y * (3 + c) + x * (7 - 2 * c)) % 256 / 255f);
        }
      }
    }
    return values;
  }

  @Test
  void boxesLabelsAndScoresAreTorchs() throws IOException {
    JsonNode golden = new ObjectMapper().readTree(FOLDER.resolve("retinanet.golden.json").toFile());
    Descriptor descriptor =
        Descriptor.parse(
            """
            {"family": "torchvision", "input": [3, 64, 64], "classes": ["a", "b", "c"],
             "first_label": 0,
             "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": "1/255",
                               "mean": [0, 0, 0], "std": [1, 1, 1]}}
            """,
            "test");
    try (DetectorModel model =
            DetectorModel.load(FOLDER.resolve("retinanet.pt"), DeviceChoice.CPU);
        DetectorModel.Session session = model.newSession(InputForm.FLOAT_PLANES)) {
      List<Tensor> outputs = session.forward(picture(2), 2, SIDE, SIDE);
      for (int image = 0; image < 2; image++) {
        Candidates found = new Candidates();
        Heads.prepare(descriptor).decode(outputs, image, 1e-6, found);
        assertEquals(golden.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
          assertEquals(golden.get(i).get("label").asInt(), found.classIndex(i));
          assertEquals(golden.get(i).get("score").asDouble(), found.score(i), SAME_SCORE);
          for (int side = 0; side < 4; side++) {
            double edge = golden.get(i).get("box").get(side).asDouble();
            assertEquals(edge, found.edge(i, side), SAME_EDGE);
          }
        }
      }
    }
  }
}
