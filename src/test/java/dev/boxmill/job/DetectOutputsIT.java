package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.VocFormat;
import dev.boxmill.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What detect writes besides its rows says the same as they do. */
final class DetectOutputsIT {
  @TempDir Path folder;

  /** Five photos in two folders, one of them under two names, and one that is none. */
  private Path photos() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 1; i <= 4; i++) {
      String name = String.format("%06d.jpg", i);
      files.put((i < 3 ? "a/" : "b/") + name, Files.readAllBytes(Path.of("models/data/val", name)));
    }
    files.put("b/000003.png", files.get("b/000003.jpg"));
    files.put("b/broken.jpg", new byte[] {1, 2, 3});
    return Inputs.folder(folder.resolve("photos"), files);
  }

  private Cli detect(String... more) throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("detect", "--master", "local[2]", "--model", "models/models/yolov8.pt"));
    args.addAll(List.of("--images", photos().toString(), "--score-threshold", "0.3"));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of("--yolo-dir", folder.resolve("yolo").toString()));
    args.addAll(List.of("--voc-dir", folder.resolve("voc").toString()));
    args.addAll(List.of("--coco-json", folder.resolve("coco.json").toString()));
    args.addAll(List.of("--draw", "2"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private List<Row> rows() {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      return spark.read().parquet(folder.resolve("out").toString()).sort("path").collectAsList();
    } finally {
      spark.stop();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .map(name -> name.replaceFirst("-[0-9a-f]{8}\\.", "-HEX."))
          .sorted()
          .toList();
    }
  }

  @Test
  void filesForImagesSayWhatTheRowsSay() throws Exception {
    Cli run = detect();
    assertEquals(0, run.code(), run.err());
    List<Row> rows = rows();
    assertEquals(6, rows.size(), "also with drawn pictures beside the rows");
    assertEquals(
        List.of(
            "_run.json",
            "a/000001.txt",
            "a/000002.txt",
            "b/000003-HEX.txt",
            "b/000003-HEX.txt",
            "b/000004.txt",
            "data.yaml"),
        files(folder.resolve("yolo")));
    Row first = rows.get(0);
    assertTrue(first.getString(0).endsWith("a/000001.jpg"));
    List<String> lines = Files.readAllLines(folder.resolve("yolo/a/000001.txt"));
    List<Row> boxes = first.getList(3);
    assertFalse(boxes.isEmpty());
    assertEquals(boxes.size(), lines.size());
    Annotations voc = new VocFormat().read(FileTree.of(folder.resolve("voc")), ReadOptions.plain());
    JsonNode classes =
        RunFacts.JSON.readTree(Path.of("models/models/yolov8.json").toFile()).get("classes");
    for (int i = 0; i < boxes.size(); i++) {
      Row d = boxes.get(i);
      String[] words = lines.get(i).split(" ", -1);
      assertEquals(6, words.length);
      assertEquals(d.getString(1), classes.get(Integer.parseInt(words[0])).asText());
      double[] values = new double[6];
      for (int w = 1; w < 6; w++) {
        values[w] = Double.parseDouble(words[w]);
      }
      assertEquals(d.getDouble(3), (values[1] - values[3] / 2) * first.getInt(1), 1e-6);
      assertEquals(d.getDouble(4), (values[2] - values[4] / 2) * first.getInt(2), 1e-6);
      assertEquals(d.getDouble(5), values[3] * first.getInt(1), 1e-6);
      assertEquals(d.getDouble(6), values[4] * first.getInt(2), 1e-6);
      assertEquals(d.getDouble(2), values[5]);
      GroundTruth same = voc.groundTruths().groundTruth(i);
      assertEquals(d.getDouble(3), same.x(), 1e-9);
      assertEquals(d.getDouble(6), same.h(), 1e-9);
    }
    assertTrue(Files.readString(folder.resolve("voc/a/000001.xml")).contains("<confidence>"));
    for (String drawn : List.of("a/000001.jpg", "a/000002.jpg")) {
      var plain = ImageIO.read(folder.resolve("photos").resolve(drawn).toFile());
      var picture = ImageIO.read(folder.resolve("out/drawn").resolve(drawn).toFile());
      assertEquals(plain.getWidth(), picture.getWidth());
      assertEquals(plain.getHeight(), picture.getHeight());
    }
    assertEquals(2, files(folder.resolve("out/drawn")).size());
    assertCoco(rows);

    // The same command is refused, and replaces everything with --overwrite.
    assertEquals(2, detect().code());
    Cli again = detect("--overwrite");
    assertEquals(0, again.code(), again.err());
    assertEquals(6, rows().size());
    Files.writeString(folder.resolve("yolo/notes.md"), "mine");
    Cli refused = detect("--overwrite");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("it also holds notes.md"), refused.err());
    assertEquals(6, rows().size(), "the refused run has touched nothing");
  }

  /** Two images end with one number, so ids are places in the sorted paths. */
  private void assertCoco(List<Row> rows) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (Row d : rows.get(i).<Row>getList(3)) {
        expected.add(i + 1 + " " + d.getInt(0) + " " + d.getDouble(2) + " " + d.getDouble(3));
      }
    }
    List<String> found = new ArrayList<>();
    for (JsonNode d : RunFacts.JSON.readTree(folder.resolve("coco.json").toFile())) {
      found.add(
          d.get("image_id")
              + " "
              + d.get("category_id")
              + " "
              + d.get("score").asDouble()
              + " "
              + d.get("bbox").get(0).asDouble());
    }
    assertEquals(expected, found);
  }
}
