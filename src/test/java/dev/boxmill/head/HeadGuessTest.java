package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guesses from the shapes that the zoo's descriptors give of their models' outputs. */
final class HeadGuessTest {
  /** Families whose shapes no other one shares. */
  private static final Set<String> CERTAIN =
      Set.of(
          "centernet",
          "detr_layers",
          "fcos",
          "panoptic_detr",
          "yolov1",
          "yolov2",
          "yolov8",
          "yolov10");

  private static Tensor tensor(String name, int... shape) {
    int size = 1;
    for (int d : shape) {
      size *= d;
    }
    return new Tensor(name, shape, new float[size]);
  }

  private static List<Tensor> outputs(JsonNode descriptor) {
    List<Tensor> outputs = new ArrayList<>();
    for (JsonNode output : descriptor.get("outputs")) {
      int[] shape = new int[output.get("shape").size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = output.get("shape").get(i).asInt(1); // "N" is 1
      }
      outputs.add(tensor(output.get("name").asText(), shape));
    }
    return outputs;
  }

  @Test
  void namesTheFamilyOfEveryModelOfTheZoo() throws IOException {
    int models = 0;
    try (Stream<Path> files = Files.list(Path.of("models/models"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        JsonNode descriptor = new ObjectMapper().readTree(file.toFile());
        String family = descriptor.get("family").asText();
        List<String> guess = HeadGuess.guess(outputs(descriptor));
        assertTrue(guess.contains(family), () -> file + ": " + guess);
        assertEquals(CERTAIN.contains(family), guess.size() == 1, () -> file + ": " + guess);
        models++;
      }
    }
    assertEquals(17, models);
  }

  @Test
  void namesHeadsOutsideTheZoo() {
    List<Tensor> nanodet =
        List.of(
            tensor("a", 1, 64, 80),
            tensor("b", 1, 16, 80),
            tensor("c", 1, 64, 32),
            tensor("d", 1, 16, 32));
    assertEquals(List.of("nanodet", "picodet"), HeadGuess.guess(nanodet));
    List<Tensor> dict = List.of(tensor("scores", 0), tensor("labels", 0), tensor("boxes", 0, 4));
    assertEquals(List.of("torchvision"), HeadGuess.guess(dict));
    assertEquals(List.of(), HeadGuess.guess(List.of(tensor("logits", 1, 1000))));
    assertEquals(List.of(), HeadGuess.guess(List.of()));
  }
}
