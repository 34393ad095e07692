package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetectionPipelineTest {
  private static final Path MODELS = Path.of("models/models");

  /** An image on the local disk, or one that cannot be fetched. */
  private record Local(String path) implements ImageSource {
    @Override
    public byte[] fetch() throws IOException, UnreadableImageException {
      if (path.startsWith("bad")) {
        throw new UnreadableImageException(ErrorReason.EMPTY, "no bytes");
      }
      return Files.readAllBytes(Path.of(path));
    }
  }

  private static String picture(int number) {
    return String.format("models/data/val/%06d.jpg", number);
  }

  private static Detector.Settings settings(String descriptor, int batch) throws IOException {
    return new Detector.Settings(
        "test-yolov8",
        Files.readString(MODELS.resolve(descriptor + ".json")),
        descriptor + ".json",
        DeviceChoice.CPU,
        batch,
        .3,
        NmsSettings.hard(.6),
        100,
        null);
  }

  private static Detector open(int batch) throws IOException {
    return Detector.open(MODELS.resolve("yolov8.pt"), settings("yolov8", batch));
  }

  private static List<ImageDetections> run(int batch, int threads, List<String> paths)
      throws IOException {
    List<ImageDetections> rows = new ArrayList<>();
    try (Detector detector = open(batch);
        DetectionPipeline pipeline =
            new DetectionPipeline(
                detector,
                paths.stream().map(Local::new).iterator(),
                threads,
                DecodeOptions.standard())) {
      pipeline.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** Rows of images 1 to 6 in batches of four, when passes of more than {@code most} do not fit. */
  private static List<ImageDetections> runShortOfMemory(int most, List<Integer> passes)
      throws IOException {
    List<ImageDetections> rows = new ArrayList<>();
    try (Detector detector = open(4)) {
      detector.wrap(
          model ->
              (values, batch, height, width) -> {
                passes.add(batch);
                if (batch > most) {
                  throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
                }
                return model.forward(values, batch, height, width);
              });
      List<String> paths = List.of(picture(1), picture(2), "bad", picture(4), picture(5));
      try (DetectionPipeline pipeline =
          new DetectionPipeline(
              detector, paths.stream().map(Local::new).iterator(), 1, DecodeOptions.standard())) {
        pipeline.forEachRemaining(rows::add);
      }
    }
    return rows;
  }

  @Test
  void aBatchThatDoesNotFitInMemoryIsRunInParts() throws IOException {
    List<ImageDetections> plain = runShortOfMemory(4, new ArrayList<>());
    for (int most : new int[] {2, 1}) {
      List<Integer> passes = new ArrayList<>();
      List<ImageDetections> parts = runShortOfMemory(most, passes);
      // Halved in the first batch, the size stays so in the second.
      assertEquals(
          most == 2 ? List.of(4, 2, 2, 2, 2) : List.of(4, 2, 1, 1, 1, 1, 1, 1, 1, 1), passes);
      assertEquals("empty: no bytes", parts.get(2).error());
      for (int i = 0; i < plain.size(); i++) {
        assertEquals(plain.get(i).error(), parts.get(i).error());
        assertEquals(plain.get(i).detections().size(), parts.get(i).detections().size());
        for (int d = 0; d < plain.get(i).detections().size(); d++) {
          // A pass of another size may sum in another order: hundredths of a pixel.
          assertEquals(
              plain.get(i).detections().get(d).x(), parts.get(i).detections().get(d).x(), 0.01);
        }
      }
    }
  }

  @Test
  void anImageThatDoesNotFitInMemoryByItselfIsAnError() throws IOException {
    for (ImageDetections row : runShortOfMemory(0, new ArrayList<>())) {
      assertEquals(row.path().equals("bad") ? "empty" : "out-of-memory", reason(row));
      assertTrue(row.detections().isEmpty());
    }
  }

  private static String reason(ImageDetections row) {
    return ErrorReason.of(row.error()).code();
  }

  @Test
  void rowsKeepTheOrderAndBadImagesTheirPlace() throws IOException {
    List<String> paths = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      paths.add(i % 4 == 2 ? "bad" + i : picture(i));
    }
    List<ImageDetections> rows = run(4, 2, paths);
    assertEquals(paths, rows.stream().map(ImageDetections::path).toList());
    for (ImageDetections row : rows) {
      if (row.path().startsWith("bad")) {
        assertEquals("empty: no bytes", row.error());
        assertEquals(0, row.width());
        assertTrue(row.detections().isEmpty());
      } else {
        assertNull(row.error());
        assertFalse(row.detections().isEmpty(), row.path());
      }
    }
  }

  @Test
  void neighboursThreadsAndPaddingDoNotMatter() throws IOException {
    List<String> paths = List.of(picture(1), picture(2), picture(3), picture(4), picture(5));
    List<ImageDetections> rows = run(4, 2, paths);
    assertEquals(rows, run(4, 1, paths), "one decoding thread");
    // Exact: an image's arithmetic is its own, whatever lies beside it.
    assertEquals(rows.get(4), run(4, 1, paths.subList(4, 5)).get(0), "alone in its batch");
    assertEquals(rows.get(2), run(4, 1, paths.subList(2, 5)).get(0), "in another place");
    List<String> spoiled = List.of(picture(1), "bad", picture(3), "bad", picture(5));
    assertEquals(rows.get(2), run(4, 2, spoiled).get(2), "beside bad images");
  }

  @Test
  void nothingToDoIsNoError() throws IOException {
    assertEquals(List.of(), run(4, 1, List.of()));
  }

  @Test
  void detectorsOfAllThreadsShareOneModel() throws Exception {
    ExecutorService tasks = Executors.newFixedThreadPool(4);
    try {
      List<Future<DetectorModel>> models = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        models.add(
            tasks.submit(
                () -> {
                  try (ModelRegistry.Lease lease =
                      ModelRegistry.acquire(
                          MODELS.resolve("yolov1.pt"), "shared", DeviceChoice.CPU, 0)) {
                    return lease.model();
                  }
                }));
      }
      DetectorModel first = models.get(0).get();
      for (Future<DetectorModel> model : models) {
        assertSame(first, model.get());
      }
      try (ModelRegistry.Lease other =
          ModelRegistry.acquire(MODELS.resolve("yolov1.pt"), "other", DeviceChoice.CPU, 0)) {
        assertNotSame(first, other.model());
      }
    } finally {
      tasks.shutdownNow();
    }
  }

  @Test
  void whatDoesNotGoTogetherIsSaidBeforeTheFirstImage(@TempDir Path folder) throws IOException {
    UserException head =
        assertThrows(
            UserException.class,
            () -> Detector.open(MODELS.resolve("yolov8.pt"), settings("retinanet", 2)).close());
    assertEquals(1, head.getMessage().lines().count());
    Path corrupt = folder.resolve("corrupt.pt");
    byte[] bytes = Files.readAllBytes(MODELS.resolve("yolov8.pt"));
    Files.write(corrupt, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    UserException model =
        assertThrows(
            UserException.class, () -> DetectorModel.load(corrupt, DeviceChoice.CPU).close());
    assertTrue(model.getMessage().contains("corrupt.pt"), model.getMessage());
    assertEquals(1, model.getMessage().lines().count());
    UserException gpu =
        assertThrows(
            UserException.class,
            () -> DetectorModel.load(MODELS.resolve("yolov8.pt"), DeviceChoice.GPU).close());
    assertTrue(gpu.getMessage().startsWith("--device gpu: "), gpu.getMessage());
  }
}
