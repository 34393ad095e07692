package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values and gradients as torch computes them (tools/make_loss_goldens.py), in doubles. */
final class LossGoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden/loss/losses.json");

  /** Both sides compute in doubles; only the order of operations differs. */
  private static final double TOLERANCE = 1e-10;

  private final Map<String, Losses.Loss> losses = Losses.all();

  private static JsonNode goldens() throws IOException {
    return new ObjectMapper().readTree(Files.readString(FILE));
  }

  @TestFactory
  Stream<DynamicTest> torchAgrees() throws IOException {
    return StreamSupport.stream(goldens().spliterator(), false)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.get("loss").textValue() + " " + golden.get("target"),
                    () -> check(golden)));
  }

  private void check(JsonNode golden) {
    double[] x = doubles(golden.get("x"));
    double[] gradient = new double[x.length];
    double value =
        losses.get(golden.get("loss").textValue()).of(x, doubles(golden.get("target")), gradient);
    assertEquals(golden.get("value").doubleValue(), value, TOLERANCE);
    assertArrayEquals(doubles(golden.get("gradient")), gradient, TOLERANCE);
  }

  @Test
  void everyLossHasAGolden() throws IOException {
    Set<String> named = new HashSet<>();
    goldens().forEach(golden -> named.add(golden.get("loss").textValue()));
    assertEquals(losses.keySet(), named);
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }
}
