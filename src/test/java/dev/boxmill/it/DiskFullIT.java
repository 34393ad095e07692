package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk is full: a small tmpfs, which only root may mount. */
final class DiskFullIT {
  @TempDir Path folder;
  private final List<Path> mounted = new ArrayList<>();

  @Test
  void detectSaysWhichDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    assertEquals(0, detect(folder.resolve("calm")).code());
    Path small = mount("small", bytes(folder.resolve("calm")) / 2);
    Processes.Result full = detect(small.resolve("rows"));
    assertOneLine(full, "No space left on device");
    assertFalse(Files.exists(small.resolve("rows")));

    system("mount", "-o", "remount,size=64m", small.toString());
    Processes.Result again = detect(small.resolve("rows"));
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("going on behind "), again.err());
    assertSameRows(folder.resolve("calm"), small.resolve("rows"));
  }

  @Test
  void aWorkerWithAFullDiskIsDoneWithout() throws Exception {
    assertEquals(0, detect(folder.resolve("calm")).code());
    mount("local-worker0", 1 << 20);
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Processes.Result result = detect(folder.resolve("rows"), "--master", cluster.url());
      assertEquals(0, result.code(), result.err());
    }
    Path worker = folder.resolve("work0");
    assertTrue(anyLine(worker, "No space left on device"), "its disk was not full");
    assertSameRows(folder.resolve("calm"), folder.resolve("rows"));
  }

  private static boolean anyLine(Path folder, String words) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(p -> p.endsWith("stderr")).toList()) {
        if (Files.readString(file).contains(words)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Processes.Result detect(Path out, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("jobs/detect", "--images", "models/data/val"));
    command.addAll(List.of("--model", "models/models/yolov8.pt", "--wave-images", "30"));
    command.addAll(List.of("--out", out.toString()));
    command.addAll(more.length > 0 ? List.of(more) : List.of("--master", "local[2]"));
    return Processes.run(Map.of(), command.toArray(String[]::new));
  }

  private static void assertOneLine(Processes.Result result, String said) {
    assertEquals(2, result.code(), result.err());
    List<String> lines = result.err().lines().filter(line -> line.startsWith("boxmill: ")).toList();
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.get(0).contains(said), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  private Path mount(String name, long bytes) throws Exception {
    Path place = Files.createDirectory(folder.resolve(name));
    String size = "size=" + (bytes / 1024 + 1) + "k";
    boolean able = system("mount", "-t", "tmpfs", "-o", size, "tmpfs", place.toString()) == 0;
    if (!able) {
      System.err.println("SKIPPED: a full disk was NOT tested, for no tmpfs can be mounted here");
    }
    assumeTrue(able, "no tmpfs can be mounted here; run as root");
    mounted.add(place);
    return place;
  }

  @AfterEach
  void unmount() throws Exception {
    for (Path place : mounted) {
      // A worker that is being stopped may still hold it.
      system("umount", "--lazy", place.toString());
    }
  }

  private static int system(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void assertSameRows(Path calm, Path other) throws IOException {
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      List<String> rows = rows(spark, calm);
      assertEquals(300, rows.size());
      assertEquals(rows, rows(spark, other));
    }
  }

  private static List<String> rows(SparkSession spark, Path folder) {
    return spark.read().parquet(folder.toString()).collectAsList().stream()
        .map(Row::json)
        .sorted()
        .toList();
  }
}
