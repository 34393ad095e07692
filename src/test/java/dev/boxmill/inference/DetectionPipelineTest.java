package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            UserException.class, () -> DetectorModel.load(corrupt, DeviceChoice.CPU, 0).close());
    assertTrue(model.getMessage().contains("corrupt.pt"), model.getMessage());
    assertEquals(1, model.getMessage().lines().count());
    UserException gpu =
        assertThrows(
            UserException.class,
            () -> DetectorModel.load(MODELS.resolve("yolov8.pt"), DeviceChoice.GPU, 0).close());
    assertTrue(gpu.getMessage().startsWith("--device gpu: "), gpu.getMessage());
  }
}
