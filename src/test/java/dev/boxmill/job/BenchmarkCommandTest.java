package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect --benchmark}: no time is held to a bound, only what follows from its meaning. */
class BenchmarkCommandTest {
  private static final int IMAGES = 9;

  @TempDir Path folder;

  private Cli benchmark(Path photos, String... more) {
    List<String> args = new ArrayList<>(List.of("detect", "--benchmark", "--device", "cpu"));
    args.addAll(List.of("--model", "models/models/yolov8.pt", "--images", photos.toString()));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private Path photos() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 1; i < IMAGES; i++) {
      String name = String.format("%06d.jpg", i);
      Files.copy(Path.of("models/data/val", name), photos.resolve(name));
    }
    Files.writeString(photos.resolve("bad.jpg"), "hello");
    return photos;
  }

  @Test
  void allIsMeasuredAndInOrder() throws IOException {
    Cli run = benchmark(photos());
    assertEquals(0, run.code(), run.err());
    JsonNode measured = json("out/benchmark.json");
    assertEquals("boxmill-benchmark/1", measured.path("schema").asText());
    assertEquals("yolov8.pt", measured.path("model").asText());
    assertEquals("cpu", measured.path("device").asText());
    assertEquals(IMAGES - 1, measured.path("images").asInt());
    assertEquals(1, measured.path("unreadable").asInt());
    // What the descriptor says; of GFLOPs it says nothing, so nothing is said.
    assertEquals(
        json(Path.of("models/models/yolov8.json")).path("parameters").asLong(),
        measured.path("parameters").asLong());
    assertTrue(measured.has("gflops") && measured.path("gflops").isNull());
    assertTrue(measured.at("/machine/cores").asInt() > 0);
    assertTrue(measured.path("detections").asInt() > 0);
    for (String kind : List.of("forward", "withoutNms", "withNms", "fromBytes")) {
      JsonNode latency = measured.at("/latencyMs/" + kind);
      double p50 = latency.path("p50").asDouble();
      assertTrue(p50 > 0, kind);
      assertTrue(latency.path("mean").asDouble() > 0, kind);
      assertTrue(p50 <= latency.path("p90").asDouble(), kind);
      assertTrue(latency.path("p90").asDouble() <= latency.path("p99").asDouble(), kind);
    }
    // Each image's times are sums, so their order is that of the means.
    assertTrue(mean(measured, "forward") <= mean(measured, "withNms"));
    assertTrue(mean(measured, "withNms") <= mean(measured, "fromBytes"));
    int size = 1;
    for (JsonNode point : measured.path("batches")) {
      assertEquals(size, point.path("batchSize").asInt());
      assertTrue(point.path("imagesPerSecond").asDouble() > 0);
      size *= 2;
    }
    assertTrue(measured.path("imagesPerSecond").asDouble() > 0);
    assertTrue(run.out().contains("to boxes, with NMS"), run.out());
    assertFalse(Files.exists(folder.resolve("out/part-00000.parquet")));
  }

  private static double mean(JsonNode measured, String kind) {
    return measured.at("/latencyMs/" + kind + "/mean").asDouble();
  }

  @Test
  void theImagesAreBoundedAndSpreadOverTheList() throws IOException {
    // bad.jpg is the ninth and last: of three evenly spread from the first, 0, 3 and 6, it is none.
    Cli run = benchmark(photos(), "--benchmark-images", "3");
    assertEquals(0, run.code(), run.err());
    assertEquals(3, json("out/benchmark.json").path("images").asInt());
    assertEquals(0, json("out/benchmark.json").path("unreadable").asInt());
  }

  @Test
  void whatWritesDetectionsDoesNotGoWithIt() throws IOException {
    Path photos = photos();
    Cli coco = benchmark(photos, "--coco-json", folder.resolve("c.json").toString());
    assertEquals(2, coco.code());
    assertTrue(coco.err().contains("--benchmark"), coco.err());
    Cli tiles = benchmark(photos, "--tile", "640");
    assertEquals(2, tiles.code());
    assertTrue(tiles.err().contains("--tile"), tiles.err());
    assertEquals(2, benchmark(photos, "--benchmark-images", "0").code());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private JsonNode json(String name) throws IOException {
    return json(folder.resolve(name));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
