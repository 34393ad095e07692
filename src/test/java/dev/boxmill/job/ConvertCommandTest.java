package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The convert job: what it writes, what it says, and that failures leave nothing behind. */
class ConvertCommandTest {
  /** One image of 200 x 100 with a box from (20, 10) to (60, 50) and a crowd. */
  private static final String COCO =
      """
      {"images": [{"id": 7, "file_name": "a b.jpg", "width": 200, "height": 100}],
       "categories": [{"id": 3, "name": "cat"}],
       "annotations": [
         {"id": 1, "image_id": 7, "category_id": 3, "bbox": [20, 10, 40, 40]},
         {"id": 2, "image_id": 7, "category_id": 3, "bbox": [0, 0, 9, 9], "iscrowd": 1}]}
      """;

  @TempDir Path folder;

  @Test
  void writesAFolderAndCountsWhatItCannotHold() throws IOException {
    Path in = Files.writeString(folder.resolve("in.json"), COCO);
    Path out = folder.resolve("out");
    Cli ran = Cli.run("convert", "--in", in.toString(), "--to", "yolo", "--out", out.toString());
    assertEquals(0, ran.code(), ran.err());
    assertTrue(
        ran.out()
            .contains(
                "left out, which yolo cannot hold: 1 crowd flags, 1 ids of images, 1 ids of"
                    + " classes, 1 sizes of images"),
        ran.out());
    // Centre (40, 30) and size 40 x 40 of 200 x 100; the crowd's are (4.5, 4.5) and 9 x 9.
    assertEquals(
        List.of("0 0.2 0.3 0.2 0.4", "0 0.0225 0.045 0.045 0.09"),
        Files.readAllLines(out.resolve("labels/a b.txt")));
  }

  /** 3,000 objects, not in the order of images; 64 bytes each are more than 100,000 of them. */
  @Test
  void manyObjectsComeFromATemporaryFileAsTheyAre() throws IOException {
    StringBuilder json = new StringBuilder("{\"images\": [");
    for (int i = 0; i < 50; i++) {
      String image = "{\"id\": %d, \"file_name\": \"%d.jpg\", \"width\": 640, \"height\": 480}";
      json.append(i == 0 ? "" : ",").append(image.formatted(i, i));
    }
    json.append("], \"categories\": [{\"id\": 3, \"name\": \"cat\"}], \"annotations\": [");
    for (int i = 0; i < 3000; i++) {
      String object =
          "%s{\"id\": %d, \"image_id\": %d, \"category_id\": 3, \"bbox\": [%d, 1.1, 7, %d],"
              + " \"segmentation\": [[1, 1, 2, 2.5, %d, 4]]}";
      json.append(object.formatted(i == 0 ? "" : ",", i + 1, i * 7 % 50, i % 640, i % 400, i));
    }
    Path in = Files.writeString(folder.resolve("in.json"), json.append("]}"));
    for (String to : List.of("coco", "parquet", "voc", "yolo", "openimages", "cvat")) {
      String heap = converted(in, to, Long.MAX_VALUE);
      assertEquals(heap, converted(in, to, 100_000), to);
      assertEquals(heap, converted(in, to, 0), to);
      assertTrue(heap.length() > 20_000, to + " " + heap.length());
    }
  }

  /** All that the job writes to files, after their names, and says. */
  private String converted(Path in, String to, long heapBytes) throws IOException {
    Path out = folder.resolve(to + heapBytes);
    ConvertCommand options = new ConvertCommand();
    options.in = in.toString();
    options.to = to;
    options.out = out.toString();
    StringWriter said = new StringWriter();
    new ConvertJob(options, new Configuration(false), new PrintWriter(said), heapBytes).run();
    StringBuilder all = new StringBuilder(said.toString().replace(out.toString(), "OUT"));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(out)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      all.append(out.relativize(file))
          .append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  void writesAFileFromAZip() throws IOException {
    Path in = Files.writeString(folder.resolve("in.json"), COCO);
    Path voc = folder.resolve("voc");
    assertEquals(
        0, Cli.run("convert", "--in", in.toString(), "--to", "voc", "--out", voc + "").code());
    Path zip = folder.resolve("voc.zip");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("Annotations/a b.xml"));
      out.write(Files.readAllBytes(voc.resolve("Annotations/a b.xml")));
      out.closeEntry();
    }
    Path back = folder.resolve("sub/back.json");
    Cli ran = Cli.run("convert", "--in", zip + "", "--to", "coco", "--out", back + "");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(Files.readString(back).contains("\"bbox\":[20,10,40,40]"), Files.readString(back));
  }

  @Test
  void skipsAndListsBadRecordsWhenTold() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/labels"));
    Files.writeString(data.resolveSibling("classes.txt"), "cat\n");
    Files.writeString(data.resolve("a.txt"), "0 .5 .5 .1 .1\n0 .5 .5 .1\n");
    String[] args = {
      "convert", "--in", data.getParent() + "", "--to", "coco", "--out", folder.resolve("o") + ""
    };
    fails("labels/a.txt:1: the size of image 'a.jpg' is not known", args);
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    Files.write(pictures.resolve("a.bmp"), bmp(640, 480));
    String[] with =
        Stream.concat(Stream.of(args), Stream.of("--images", pictures + "")).toArray(String[]::new);
    fails("labels/a.txt:2: 4 columns; give 5", with);
    Cli ran =
        Cli.run(
            Stream.concat(Stream.of(with), Stream.of("--on-bad-record", "skip"))
                .toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("convert: skipped 1 bad records:"), ran.out());
    assertTrue(ran.out().contains("labels/a.txt:2: 4 columns"), ran.out());
    String written = Files.readString(folder.resolve("o"));
    assertTrue(written.contains("\"a.bmp\",\"width\":640,\"height\":480"), written);
    assertTrue(written.contains("\"bbox\":[288,216,64,48]"), written);
  }

  @Test
  void jobsTakeParquetForTheFileItWasMadeOf() throws IOException {
    String coco = "models/data/annotations/val.json";
    String parquet = folder.resolve("val.parquet").toString();
    Cli ran = Cli.run("convert", "--in", coco, "--to", "parquet", "--out", parquet);
    assertEquals(0, ran.code(), ran.err());
    assertFalse(ran.out().contains("left out"), ran.out());
    Path found =
        Files.writeString(
            folder.resolve("found.json"),
            "[{\"image_id\":1,\"category_id\":1,\"bbox\":[20,10,40,40],\"score\":0.9}]");
    List<String[]> commands =
        List.of(
            new String[] {"anchors", "--annotations", "IN", "--k", "3", "--out", "OUT.json"},
            new String[] {"validate", "--annotations", "IN", "--out", "OUT.json"},
            new String[] {
              "evaluate", "--ground-truth", "IN", "--detections", found.toString(), "--out", "OUT"
            });
    for (String[] command : commands) {
      String a = said(command, coco, folder.resolve(command[0] + "-a").toString());
      String b = said(command, parquet, folder.resolve(command[0] + "-b").toString());
      assertEquals(a, b.replace("parquet:", "coco:"));
    }
  }

  /** The console's output without paths. */
  private static String said(String[] command, String in, String out) {
    Cli ran =
        Cli.run(
            Stream.of(command)
                .map(word -> word.equals("IN") ? in : word.replace("OUT", out))
                .toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return ran.out().replace(in, "IN").replace(out, "OUT").replaceAll("\\d+ ms|\\d+\\.\\d+ s", "");
  }

  @Test
  void panopticFilesAreFoundFromTheirJson() throws IOException {
    String coco =
        """
        {"images": [{"id": 7, "file_name": "a b.jpg", "width": 4, "height": 3}],
         "categories": [{"id": 3, "name": "cat"}],
         "annotations": [
           {"id": 1, "image_id": 7, "category_id": 3, "bbox": [0, 0, 2, 3], "area": 6,
            "segmentation": {"size": [3, 4], "counts": [0, 6, 6]}},
           {"id": 2, "image_id": 7, "category_id": 3, "bbox": [3, 0, 1, 3]}]}
        """;
    Path in = Files.writeString(folder.resolve("in.json"), coco);
    Path out = folder.resolve("out");
    Cli ran = Cli.run("convert", "--in", in + "", "--to", "coco-panoptic", "--out", out + "");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(
        ran.out()
            .contains(
                "left out, which coco-panoptic cannot hold: 1 objects without pixels of their own"),
        ran.out());
    for (Path from : List.of(out, out.resolve("panoptic.json"))) {
      Path back = folder.resolve(from.getFileName() + "-back.json");
      ran = Cli.run("convert", "--in", from + "", "--to", "coco", "--out", back + "");
      assertEquals(0, ran.code(), ran.err());
      String written = Files.readString(back);
      assertTrue(written.contains("\"bbox\":[0,0,2,3],\"area\":6"), written);
      assertTrue(written.contains("\"size\":[3,4],\"counts\":[0,6,6]"), written);
    }
    Files.delete(out.resolve("panoptic/000000000007.png"));
    fails(
        "panoptic.json: image id 7: no PNG is called '000000000007.png'; keep them in a folder",
        "convert",
        "--in",
        out + "",
        "--to",
        "coco",
        "--out",
        folder.resolve("none.json") + "");
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    String in = Files.writeString(folder.resolve("in.txt"), "hello").toString();
    String out = folder.resolve("out").toString();
    fails("--in nowhere: no such file", "convert", "--in", "nowhere", "--to", "voc", "--out", out);
    fails(
        "in.txt: of no known annotation format; name it with --format, one of coco, coco-panoptic, cvat,",
        "convert",
        "--in",
        in,
        "--to",
        "voc",
        "--out",
        out);
    fails("--to doc: no such format; give", "convert", "--in", in, "--to", "doc", "--out", out);
  }

  private void fails(String message, String... args) throws IOException {
    List<Path> before = contents();
    Cli ran = Cli.run(args);
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains(message), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertEquals(before, contents(), "left behind");
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  /** The header of a bitmap without pixels. */
  private static byte[] bmp(int width, int height) {
    return java.nio.ByteBuffer.allocate(54)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'B')
        .put((byte) 'M')
        .putInt(14, 40)
        .putInt(18, width)
        .putInt(22, height)
        .array();
  }
}
