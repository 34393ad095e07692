package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.ZooProposals;
import dev.boxmill.spark.ImageDetectionsCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zoo's second stage on proposals from files. */
final class DetectProposalsIT {
  private static final Path VAL = Path.of("models/data/val");
  private static final String SECOND = "models/two-stage/fast_rcnn.pt";

  @TempDir Path folder;

  private static String photo(int i) {
    return String.format("%06d.jpg", i);
  }

  private Cli detect(String out, String model, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("detect", "--master", "local[2]", "--batch-size", "4", "--model", model));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** By file name. */
  private Map<String, ImageDetections> rows(String out) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      Map<String, ImageDetections> rows = new LinkedHashMap<>();
      for (Row row : spark.read().parquet(folder.resolve(out).toString()).collectAsList()) {
        ImageDetections image = ImageDetectionsCodec.decode(row);
        rows.put(Path.of(image.path()).getFileName().toString(), image);
      }
      return rows;
    } finally {
      spark.stop();
    }
  }

  /** Writes rows with their boxes as lists of numbers. */
  private String proposals(String name, Map<String, double[][]> boxes, String... twice) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      List<Row> rows = new ArrayList<>();
      boxes.forEach((path, list) -> rows.add(RowFactory.create(path, list)));
      for (String path : twice) {
        rows.add(RowFactory.create(path, boxes.get(path)));
      }
      String file = folder.resolve(name).toString();
      spark
          .createDataFrame(rows, StructType.fromDDL("path string, boxes array<array<double>>"))
          .repartition(3)
          .write()
          .parquet(file);
      return file;
    } finally {
      spark.stop();
    }
  }

  private static void assertSame(List<Detection> expected, List<Detection> found, String image) {
    assertEquals(expected.size(), found.size(), image);
    for (int i = 0; i < expected.size(); i++) {
      Detection e = expected.get(i);
      Detection f = found.get(i);
      assertEquals(e.score(), f.score(), 1e-4, image);
      if (i > 0 && e.score() - f.score() < 1e-4 && e.categoryId() != f.categoryId()) {
        continue; // equal to the digits compared: two may have changed places
      }
      assertEquals(e.categoryId(), f.categoryId(), image);
      assertEquals(e.x(), f.x(), .02, image);
      assertEquals(e.y(), f.y(), .02, image);
      assertEquals(e.w(), f.w(), .02, image);
      assertEquals(e.h(), f.h(), .02, image);
    }
  }

  /**
   * Faster R-CNN's first stage and its second are one network there and two steps here: the
   * proposals go through a file in image pixels and come back to the input by the letterbox.
   */
  @Test
  void onTheProposalsOfTheFirstStageTheSecondAnswersAsBoth() throws Exception {
    int count = 40;
    Map<String, double[][]> boxes = new LinkedHashMap<>();
    List<String> images = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Path photo = VAL.resolve(photo(i));
      images.addAll(List.of("--images", photo.toString()));
      // Every other one by a name below --image-root.
      String name = i % 2 == 0 ? photo(i) : photo.toAbsolutePath().toString();
      boxes.put(name, ZooProposals.of(photo));
    }
    String[] all = images.toArray(String[]::new);
    Cli both = detect("both", "models/models/faster_rcnn.pt", all);
    assertEquals(0, both.code(), both.err());
    String file = proposals("proposals", boxes);
    images.addAll(List.of("--proposals", file, "--image-root", VAL.toString()));
    // Waves and tasks of their own: each has to find its images' proposals.
    images.addAll(List.of("--wave-images", "16"));
    Cli second = detect("second", SECOND, images.toArray(String[]::new));
    assertEquals(0, second.code(), second.err());
    Map<String, ImageDetections> expected = rows("both");
    Map<String, ImageDetections> found = rows("second");
    assertEquals(count, found.size());
    int detections = 0;
    for (String image : expected.keySet()) {
      // Weak doubles differ where two overlap by the threshold of NMS to the last digit.
      List<Detection> strong = strong(expected.get(image));
      assertSame(strong, strong(found.get(image)), image);
      detections += strong.size();
    }
    assertTrue(detections > 150, detections + " detections");
  }

  private static List<Detection> strong(ImageDetections image) {
    return image.detections().stream().filter(d -> d.score() >= .05).toList();
  }

  @Test
  void everyImageIsAnsweredWhateverItsRowHolds() throws Exception {
    String[] images = new String[14];
    for (int i = 0; i < 7; i++) {
      images[2 * i] = "--images";
      images[2 * i + 1] = VAL.resolve(photo(i + 1)).toString();
    }
    double[][] whole = {{0, 0, 256, 256}, {40, 40, 90, 90}};
    Map<String, double[][]> boxes = new LinkedHashMap<>();
    boxes.put(photo(1), whole);
    boxes.put(photo(2), new double[][] {});
    boxes.put(photo(3), new double[][] {{1, 2, -3, 4}});
    boxes.put(photo(4), new double[][] {{1, 2, 3, 4}, {1, 2, 3}});
    boxes.put(photo(5), whole);
    boxes.put(photo(6), null);
    boxes.put("stranger.jpg", whole);
    String file = proposals("odd", boxes, photo(5));
    List<String> args = new ArrayList<>(List.of(images));
    args.addAll(List.of("--proposals", file, "--image-root", VAL.toString()));
    Cli cli = detect("odd-out", SECOND, args.toArray(String[]::new));
    assertEquals(0, cli.code(), cli.err());
    assertTrue(cli.out().contains("5 errors (4 bad-proposals, 1 no-proposals)"), cli.out());
    Map<String, ImageDetections> rows = rows("odd-out");
    assertEquals(null, rows.get(photo(1)).error());
    assertEquals(List.of(), rows.get(photo(2)).detections());
    assertEquals(null, rows.get(photo(2)).error());
    assertEquals(256, rows.get(photo(2)).width());
    assertError(rows.get(photo(3)), "bad-proposals: box 1 is [1.0, 2.0, -3.0, 4.0]");
    assertError(rows.get(photo(4)), "bad-proposals: box 2 is [1.0, 2.0, 3.0]");
    assertError(rows.get(photo(5)), "bad-proposals: --proposals has 2 rows");
    assertError(rows.get(photo(6)), "bad-proposals: no list of boxes");
    assertError(rows.get(photo(7)), "no-proposals: ");
  }

  private static void assertError(ImageDetections image, String begins) {
    assertTrue(image.error() != null && image.error().startsWith(begins), image.error());
  }

  /** The boxes of any detector are proposals: detect's own output is read as it is. */
  @Test
  void anotherDetectorsBoxesAreProposals() throws Exception {
    Cli first =
        detect("first", "models/models/yolov8.pt", "--images", VAL.toString(), "--nms", "none");
    assertEquals(0, first.code(), first.err());
    String given = folder.resolve("first").toString();
    Cli second = detect("refined", SECOND, "--images", VAL.toString(), "--proposals", given);
    assertEquals(0, second.code(), second.err());
    Cli evaluated =
        Cli.run(
            "evaluate",
            "--master",
            "none",
            "--ground-truth",
            "models/data/annotations/val.json",
            "--detections",
            folder.resolve("refined").toString(),
            "--out",
            folder.resolve("evaluation").toString(),
            "--fail-under",
            "AP=0.86");
    assertEquals(0, evaluated.code(), evaluated.out() + evaluated.err());
  }

  @Test
  void whatDoesNotGoTogetherIsOneLine() throws Exception {
    String image = VAL.resolve(photo(1)).toString();
    String good = proposals("good", Map.of(photo(1), new double[][] {{1, 2, 3, 4}}));
    String text = Files.writeString(folder.resolve("text.parquet"), "no Parquet").toString();
    String other = folder.resolve("other").toString();
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    spark.sql("select 'a.jpg' as path, array(1, 2, 3, 4) as boxes").write().parquet(other);
    spark.stop();
    String yolo = "models/models/yolov8.pt";
    List<List<String>> mistakes =
        List.of(
            List.of(SECOND),
            List.of(yolo, "--proposals", good),
            List.of(SECOND, "--proposals", folder.resolve("none").toString()),
            List.of(SECOND, "--proposals", text),
            List.of(SECOND, "--proposals", other),
            List.of(SECOND, "--proposals", good, "--tta", "flip"),
            List.of(SECOND, "--proposals", good, "--benchmark"));
    List<String> said =
        List.of(
            "give them with --proposals",
            "yolov8.pt finds its own",
            "no such file or folder",
            "no readable Parquet",
            "column 'boxes' is missing or not a list of boxes, each x, y, w, h",
            "run it alone, without --tta and --tile",
            "--benchmark: fast_rcnn.pt takes proposals");
    for (int i = 0; i < mistakes.size(); i++) {
      List<String> more = new ArrayList<>(mistakes.get(i).subList(1, mistakes.get(i).size()));
      more.addAll(List.of("--images", image));
      if (i == mistakes.size() - 1) {
        more.remove("local[2]");
      }
      Cli cli = detect("x" + i, mistakes.get(i).get(0), more.toArray(String[]::new));
      assertEquals(2, cli.code(), said.get(i));
      List<String> lines = cli.err().lines().filter(l -> l.startsWith("boxmill: ")).toList();
      assertEquals(1, lines.size(), cli.err());
      assertTrue(lines.get(0).contains(said.get(i)), cli.err());
    }
  }
}
