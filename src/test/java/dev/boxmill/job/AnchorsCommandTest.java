package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.store.ParquetRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnchorsCommandTest {
  private static final String TRAIN = "models/data/annotations/train_boxes.json";

  private static final String SMALL =
      """
      {"images": [{"id": 1, "width": 100, "height": 50}, {"id": 2, "width": 200, "height": 400}],
       "categories": [{"id": 1, "name": "thing"}],
       "annotations": [
        {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 20]},
        {"id": 2, "image_id": 2, "category_id": 1, "bbox": [0, 0, 40, 80]},
        {"id": 3, "image_id": 2, "category_id": 1, "bbox": [0, 0, 0, 80]},
        {"id": 4, "image_id": 2, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1}]}
      """;

  @TempDir Path folder;

  @Test
  void writesWhatTheFormatPageSays() throws IOException {
    Path out = folder.resolve("new/anchors.json");
    Cli ran = Cli.run("anchors", "--annotations", TRAIN, "--k", "9", "--out", out.toString());
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("average IoU"), ran.out());
    JsonNode root = new ObjectMapper().readTree(out.toFile());
    assertEquals("boxmill-anchors/1", root.get("schema").asText());
    assertEquals(9, root.get("k").asInt());
    assertEquals(20_231, root.get("boxes").asLong());
    assertEquals(7, root.get("seed").asLong());
    assertTrue(root.get("inputSize").isNull());
    assertEquals(2_000, root.get("sample").size());
    assertTrue(root.get("iterations").asInt() > 1);
    assertTrue(root.get("run").get("facts").get("converged").asBoolean());
    double area = 0;
    double shares = 0;
    for (int i = 0; i < 9; i++) {
      double next =
          root.get("anchors").get(i).get(0).asDouble() * root.at("/anchors/" + i + "/1").asDouble();
      assertTrue(next > area, "anchors ascend by area");
      area = next;
      shares += root.get("shares").get(i).asDouble();
    }
    assertEquals(1, shares, 1e-12);
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertEquals(1, files.count(), "only the file itself is left");
    }
  }

  @Test
  void scalesBoxesAsTheTrainerSeesThem() throws IOException {
    // Letterbox to 100 x 100: image 1 by 1, image 2 by 1/4. Stretch: by (1, 2) and (1/2, 1/4).
    assertArrayEquals(new double[] {10, 20, 10, 20}, anchors("100,100", "letterbox"), 0);
    assertArrayEquals(new double[] {10, 40, 20, 20}, anchors("100,100", "stretch"), 0);
    assertArrayEquals(new double[] {10, 20, 40, 80}, anchors(null, null), 0);
  }

  /** The two anchors; where both boxes have one size, that size twice. */
  private double[] anchors(String size, String resize) throws IOException {
    Path in = write("small.json", SMALL);
    Path out = folder.resolve(size + resize + ".json");
    String k = "letterbox".equals(resize) ? "1" : "2";
    Cli ran =
        size == null
            ? Cli.run("anchors", "--annotations", in.toString(), "--k", k, "--out", out.toString())
            : Cli.run(
                "anchors",
                "--annotations",
                in.toString(),
                "--k",
                k,
                "--input-size",
                size,
                "--resize",
                resize,
                "--out",
                out.toString());
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("(left out: 1 of no size, 1 crowds)"), ran.out());
    JsonNode anchors = new ObjectMapper().readTree(out.toFile()).get("anchors");
    JsonNode second = anchors.get(anchors.size() - 1);
    return new double[] {
      anchors.get(0).get(0).asDouble(),
      anchors.get(0).get(1).asDouble(),
      second.get(0).asDouble(),
      second.get(1).asDouble()
    };
  }

  @Test
  void sparkAndThreadsWriteTheSameFile() throws IOException {
    AnchorsConfig threads = config("threads.json");
    AnchorsConfig tasks = config("tasks.json");
    AnchorsJob.run(
        threads,
        () -> {
          throw new AssertionError("no session is needed for few sizes");
        });
    AnchorsJob.run(
        tasks,
        () ->
            SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .getOrCreate(),
        1);
    assertEquals(Files.readString(Path.of(threads.out())), Files.readString(Path.of(tasks.out())));
  }

  /** The boxes of the small annotations that have a size and are no crowds, in two files. */
  @Test
  void boxesInParquetGiveTheSameAnchors() throws IOException {
    double[][] boxes = {{10, 20}, {40, 80}, {0, 80}};
    for (int file = 0; file < 2; file++) {
      ParquetRows.write(
          new org.apache.hadoop.fs.Path(folder + "/boxes/part-" + file + ".parquet"),
          new Configuration(),
          MessageTypeParser.parseMessageType(
              "message boxes { required double width; required double height; }"),
          List.of(boxes).subList(2 * file, Math.min(3, 2 * file + 2)),
          (box, row) -> row.add(box[0]).add(box[1]));
    }
    Path out = folder.resolve("parquet.json");
    Cli ran =
        Cli.run(
            "anchors",
            "--annotations=" + folder.resolve("boxes"),
            "--k=2",
            "--master=local[2]",
            "--out=" + out);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("(left out: 1 of no size, 0 crowds)"), ran.out());
    JsonNode root = new ObjectMapper().readTree(out.toFile());
    assertEquals(2, root.get("boxes").asInt());
    assertEquals("[[10.0,20.0],[40.0,80.0]]", root.get("anchors").toString());
  }

  private AnchorsConfig config(String out) {
    AnchorsCommand command = new AnchorsCommand();
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(
            ("--k 4..6 --input-size 256,256 --resize stretch --centre mean --weight inverse-class --exact --seed 3 --restarts 4"
                    + " --max-iterations 500 --annotations "
                    + TRAIN
                    + " --out "
                    + folder.resolve(out))
                .split(" "));
    return command.config();
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    String small = write("small.json", SMALL).toString();
    String unsized = write("unsized.json", SMALL.replace("\"width\": 200, ", "")).toString();
    String none = write("none.json", SMALL.replaceAll("\\[0, 0, \\d+, ", "[0, 0, 0, ")).toString();
    String broken =
        write("broken.json", SMALL.replace("\"bbox\": [0, 0, 40", "\"bbox\": [0, x, 40"))
            .toString();
    fails("--k 0: ask for at least one anchor", small, "--k", "0");
    fails("--k -3: ask for at least one anchor", small, "--k", "-3");
    fails("--k nine: give a number, or a range such as 1..15", small, "--k", "nine");
    fails("--k 5..2: ends before it starts", small, "--k", "5..2");
    fails("--k: missing; give the number of anchors", small);
    fails("--k 3: the boxes have only 2 different sizes; ask for fewer", small, "--k", "3");
    fails("--restarts 0: give at least 1", small, "--k", "1", "--restarts", "0");
    fails("--max-iterations 0: give at least 1", small, "--k", "1", "--max-iterations", "0");
    for (String size : new String[] {"416", "416x416", "0,416", "416,-1", "9999999,1", "a,b"}) {
      fails(
          "--input-size " + size + ": give width,height in pixels, such as 416,416",
          small,
          "--k",
          "1",
          "--input-size",
          size);
    }
    fails(
        "--resize: has no meaning without --input-size", small, "--k", "1", "--resize", "stretch");
    fails("image 2 has no width and height", unsized, "--k", "1", "--input-size", "64,64");
    fails("no boxes to find anchors for (left out: 3 of no size, 1 crowds)", none, "--k", "1");
    fails("broken.json", broken, "--k", "1");
    fails(
        "--annotations " + folder + "/missing.json: no such file",
        folder + "/missing.json",
        "--k",
        "1");
    assertFalse(Files.exists(folder.resolve("out.json")), "a failed run leaves no output");
  }

  private void fails(String message, String annotations, String... more) {
    Path out = folder.resolve("out.json");
    failsWith(message, out.toString(), annotations, more);
  }

  private static void failsWith(String message, String out, String annotations, String... more) {
    String[] args =
        Stream.concat(
                Stream.of("anchors", "--annotations", annotations, "--out", out), Stream.of(more))
            .toArray(String[]::new);
    Cli ran = Cli.run(args);
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains(message), () -> "expected '" + message + "' in " + ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void outputsThatCannotBeAreRefused() throws IOException {
    String small = write("small.json", SMALL).toString();
    Path there = write("there.json", "mine");
    failsWith(
        "there.json: already there; remove it or choose another",
        there.toString(),
        small,
        "--k",
        "1");
    assertEquals("mine", Files.readString(there, StandardCharsets.UTF_8));
    failsWith("cannot be written", there.resolve("below.json").toString(), small, "--k", "1");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
