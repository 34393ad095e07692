package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.InputForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models wrapped by {@code tools/export_in_graph.py} against the models that they were. */
final class InGraphTest {
  private static final Path FOLDER = Path.of("src/test/resources/in-graph");
  private static final Path ZOO = Path.of("models/models");
  private static final int IMAGES = 20;

  /** The graph multiplies in float32, Java's tables come from double: the last bits differ. */
  private static final double SAME_SCORE = 1e-4;

  /** Pixels of the image. */
  private static final double SAME_EDGE = .02;

  /** float16 has 11 bits: edges of 256 pixels to 1/8, some operations behind one another. */
  private static final double HALF_SCORE = .02;

  private static final double HALF_EDGE = 1.5;

  /** Torch for Python is no part of the build. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  private record Local(String path) implements ImageSource {
    @Override
    public byte[] fetch() throws IOException {
      return Files.readAllBytes(Path.of(path));
    }
  }

  private static List<ImageDetections> run(Path model, Path descriptor, double threshold)
      throws IOException {
    Detector.Settings settings =
        new Detector.Settings(
            model.toString(),
            Files.readString(descriptor),
            descriptor.toString(),
            DeviceChoice.CPU,
            8,
            threshold,
            NmsSettings.hard(.6),
            100,
            null);
    List<ImageDetections> rows = new ArrayList<>();
    List<Local> images =
        IntStream.rangeClosed(1, IMAGES)
            .mapToObj(i -> new Local(String.format("models/data/val/%06d.jpg", i)))
            .toList();
    try (Detector detector = Detector.open(model, settings);
        DetectionPipeline pipeline =
            new DetectionPipeline(detector, images.iterator(), 2, DecodeOptions.standard())) {
      pipeline.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** Every detection of one has its like in the other, but for those at the threshold. */
  private static void assertSame(
      List<ImageDetections> some, List<ImageDetections> others, double score, double edge) {
    int compared = 0;
    for (int i = 0; i < some.size(); i++) {
      assertEquals(some.get(i).width(), others.get(i).width());
      for (Detection d : some.get(i).detections()) {
        boolean found = others.get(i).detections().stream().anyMatch(o -> alike(d, o, score, edge));
        assertTrue(found, some.get(i).path() + " " + d + " among " + others.get(i).detections());
        compared++;
      }
    }
    assertTrue(compared > IMAGES, compared + " detections");
  }

  private static boolean alike(Detection a, Detection b, double score, double edge) {
    return a.categoryId() == b.categoryId()
        && Math.abs(a.score() - b.score()) <= score
        && Math.abs(a.x() - b.x()) <= edge
        && Math.abs(a.y() - b.y()) <= edge
        && Math.abs(a.w() - b.w()) <= edge
        && Math.abs(a.h() - b.h()) <= edge;
  }

  /** Compares both ways; the lower threshold finds what the higher one may have lost by a hair. */
  private static void compare(
      Path plain, Path plainJson, Path wrapped, Path wrappedJson, double score, double edge)
      throws IOException {
    double at = .3;
    double below = at - score;
    assertSame(run(plain, plainJson, at), run(wrapped, wrappedJson, below), score, edge);
    assertSame(run(wrapped, wrappedJson, at), run(plain, plainJson, below), score, edge);
  }

  @Test
  void aWrappedModelFindsWhatItFoundBefore() throws IOException {
    compare(
        FOLDER.resolve("tiny.pt"),
        FOLDER.resolve("tiny.json"),
        FOLDER.resolve("tiny_pixels.pt"),
        FOLDER.resolve("tiny_pixels.json"),
        SAME_SCORE,
        SAME_EDGE);
  }

  @Test
  void describingShowsThatTheGraphTakesBytes() {
    ModelInspection found = ModelInspection.of(FOLDER.resolve("tiny_pixels.pt"), 64);
    assertEquals(InputForm.BYTES, found.form());
    assertEquals("image uint8 [1, 64, 64, 3]", found.inputs().get(0).toString());
    assertEquals(InputForm.FLOAT_PLANES, ModelInspection.of(FOLDER.resolve("tiny.pt"), 64).form());
  }

  @Test
  void aPlainModelWithTheFlagIsRefusedInOneLine() {
    UserException e =
        assertThrows(
            UserException.class,
            () -> run(ZOO.resolve("yolov1.pt"), FOLDER.resolve("tiny_pixels.json"), .3));
    assertTrue(
        e.getMessage().startsWith("the model fails on an input of uint8 [8, 96, 128, 3] ("),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** Runs the tool on a model of the zoo. */
  private static Path wrap(String name, Path out, String... options) throws Exception {
    String python = null;
    for (String candidate : PYTHONS) {
      if (python == null && exit(List.of(candidate, "-c", "import torch")) == 0) {
        python = candidate;
      }
    }
    Assumptions.assumeTrue(
        python != null, "SKIPPED: no Python with torch here to run tools/export_in_graph.py");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python, "tools/export_in_graph.py"));
    command.addAll(List.of(ZOO.resolve(name + ".pt") + "", ZOO.resolve(name + ".json") + ""));
    command.add(out.toString());
    command.addAll(List.of(options));
    assertEquals(0, exit(command), String.join(" ", command));
    return out;
  }

  private static int exit(List<String> command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // no such program
    }
  }

  @Test
  void theToolWrapsDetectorsOfTheZoo(@TempDir Path folder) throws Exception {
    for (String name : List.of("yolov8", "rtdetr")) {
      Path wrapped = wrap(name, folder.resolve(name + ".pt"));
      Path json = folder.resolve(name + ".json");
      Path plain = ZOO.resolve(name + ".pt");
      compare(plain, ZOO.resolve(name + ".json"), wrapped, json, SAME_SCORE, SAME_EDGE);
    }
  }

  @Test
  void theToolWritesOnnx(@TempDir Path folder) throws Exception {
    Path wrapped = wrap("centernet", folder.resolve("centernet.onnx"));
    Path plain = ZOO.resolve("centernet.pt");
    Path json = folder.resolve("centernet.json");
    compare(plain, ZOO.resolve("centernet.json"), wrapped, json, SAME_SCORE, SAME_EDGE);
  }

  /** What a GPU would do fast, a CPU does slowly. */
  @Test
  void halfPrecisionFindsTheSameObjects(@TempDir Path folder) throws Exception {
    Path wrapped = wrap("yolov8", folder.resolve("half.pt"), "--half");
    Path plain = ZOO.resolve("yolov8.pt");
    Path json = folder.resolve("half.json");
    compare(plain, ZOO.resolve("yolov8.json"), wrapped, json, HALF_SCORE, HALF_EDGE);
  }
}
