package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.io.SequenceFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What detect takes, and what it says of what it cannot use. */
final class DetectInputsIT {
  private static final Path VAL = Path.of("models/data/val");

  @TempDir Path folder;

  private static Map<String, byte[]> photos(int count) throws IOException {
    Map<String, byte[]> photos = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      String name = String.format("%06d.jpg", i);
      photos.put(name, Files.readAllBytes(VAL.resolve(name)));
    }
    return photos;
  }

  private Cli detect(String out, String images, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("detect", "--master", "local[2]", "--model", "models/models/yolov8.pt"));
    args.addAll(List.of("--batch-size", "2", "--out", folder.resolve(out).toString()));
    args.addAll(List.of("--images", images));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Rows without their paths, in the order of the images' names. */
  private List<String> rows(String out) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      List<Row> rows = spark.read().parquet(folder.resolve(out).toString()).collectAsList();
      return rows.stream()
          .map(row -> row.getString(0).replaceFirst(".*/", "") + row.toSeq().drop(1).mkString(" "))
          .sorted()
          .toList();
    } finally {
      spark.stop();
    }
  }

  @Test
  void everyKindOfInputGivesTheSameDetections() throws Exception {
    Map<String, byte[]> photos = photos(5);
    Map<String, Path> inputs = new LinkedHashMap<>();
    inputs.put("folder", Inputs.folder(folder.resolve("photos"), photos));
    inputs.put("tar", Inputs.tar(folder.resolve("a.tar"), photos));
    inputs.put("zip", Inputs.zip(folder.resolve("a.zip"), photos));
    inputs.put(
        "parquet",
        Inputs.parquet(
            folder.resolve("a.parquet"),
            "message m {required binary path (STRING); required binary bytes;}",
            photos));
    inputs.put(
        "sequence",
        Inputs.sequence(folder.resolve("a.seq"), SequenceFile.CompressionType.BLOCK, photos));
    inputs.put(
        "list",
        Files.writeString(
            folder.resolve("a.txt"), "photos/" + String.join("\nphotos/", photos.keySet())));
    List<String> expected = null;
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      Cli run = detect(input.getKey(), input.getValue().toString());
      assertEquals(0, run.code(), run.err());
      List<String> rows = rows(input.getKey());
      expected = expected == null ? rows : expected;
      assertEquals(5, rows.size());
      assertEquals(expected, rows, input.getKey());
    }
  }

  /** Three photos and one file for each of four reasons. */
  private Path mixed() throws IOException {
    Map<String, byte[]> files = photos(3);
    byte[] photo = files.get("000001.jpg");
    files.put("a-empty.jpg", new byte[0]);
    files.put("b-text.png", "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    files.put("c-cut.jpg", Arrays.copyOf(photo, photo.length / 2));
    files.put("d-long.jpg", new byte[200_000]);
    return Inputs.folder(folder.resolve("mixed"), files);
  }

  @Test
  void whatCannotBeUsedIsCountedByReason() throws Exception {
    Cli run = detect("out", mixed().toString(), "--max-bytes", "199999", "--max-errors", "4");
    assertEquals(0, run.code(), run.err());
    String reasons = "4 errors (1 empty, 1 not-an-image, 1 too-many-bytes, 1 truncated)";
    assertTrue(run.out().contains(reasons), run.out());
    JsonNode facts = RunFacts.JSON.readTree(folder.resolve("out/_run.json").toFile()).path("facts");
    assertEquals(4, facts.path("errors").asInt());
    assertEquals(
        "{\"empty\":1,\"not-an-image\":1,\"too-many-bytes\":1,\"truncated\":1}",
        facts.path("errorReasons").toString());
  }

  @Test
  void tooManyErrorsEndTheJobInOneLine() throws Exception {
    Path mixed = mixed();
    for (String most : new String[] {"3", "50%", "0"}) {
      // 50 % of 7 images are 3.
      Cli run = detect("out" + most.length(), mixed.toString(), "--max-errors", most);
      assertEquals(4, run.code(), run.err());
      List<String> lines = run.err().lines().filter(l -> l.startsWith("boxmill")).toList();
      assertEquals(1, lines.size(), run.err());
      assertTrue(lines.get(0).startsWith("boxmill: --max-errors " + most + ": "), lines.get(0));
      assertTrue(lines.get(0).contains("empty"), lines.get(0));
      assertFalse(run.err().contains("\tat "), run.err());
      assertFalse(Files.exists(folder.resolve("out" + most.length())));
    }
    assertEquals(0, detect("enough", mixed.toString(), "--max-errors", "58%").code());
  }

  @Test
  void theJobStopsLongBeforeTheLastImage() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 4000; i++) {
      files.put(String.format("%05d.jpg", i), new byte[0]);
    }
    Path tar = Inputs.tar(folder.resolve("empty.tar"), files);
    Cli run = detect("out", tar.toString(), "--max-errors", "1%");
    assertEquals(4, run.code(), run.err());
    String line = run.err().lines().filter(l -> l.startsWith("boxmill")).findFirst().orElseThrow();
    int done = Integer.parseInt(line.replaceFirst(".* of the first (\\d+) .*", "$1"));
    assertTrue(done > 40 && done < 4000, line);
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void limitsThatCannotBeAreRefused() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"--max-errors", "101%"},
          {"--max-errors", "-1"},
          {"--max-pixels", "0"},
          {"--max-bytes", "4000000000"},
        }) {
      Cli run = detect("out", VAL.toString(), wrong);
      assertEquals(2, run.code(), run.err());
      assertTrue(run.err().contains(wrong[0] + " " + wrong[1] + ": give "), run.err());
    }
  }
}
