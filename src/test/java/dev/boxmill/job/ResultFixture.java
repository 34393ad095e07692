package dev.boxmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Results as the jobs write them, from the zoo's demo data: rtdetr's reference detections on 300
 * images, measured here in a simple way (close to COCO's; exactness is not the matter).
 */
final class ResultFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATA = Path.of("models/data");
  private static final double SHOWN_SCORE = 0.05;
  private static final double COUNTED_SCORE = 0.3;
  private static final int EXAMPLES = 48;

  private final Map<Integer, String> classes = new TreeMap<>();
  private final Map<Long, JsonNode> images = new TreeMap<>();
  private final Map<Long, List<Box>> truths = new TreeMap<>();
  private final Map<Long, List<Box>> found = new TreeMap<>();

  /** A box with its score (ground truth: 1). */
  private record Box(int category, double score, double x, double y, double w, double h) {
    double iou(Box o) {
      double iw = Math.max(0, Math.min(x + w, o.x + o.w) - Math.max(x, o.x));
      double ih = Math.max(0, Math.min(y + h, o.y + o.h) - Math.max(y, o.y));
      return iw * ih / (w * h + o.w * o.h - iw * ih);
    }
  }

  /** A detection and whether it found an object. */
  private record Scored(double score, boolean right) {}

  /** Writes detections/, evaluation/ and anchors.json into a folder. */
  static void write(Path out) throws IOException {
    ResultFixture fixture = new ResultFixture();
    fixture.read();
    try (SparkSession spark =
        SparkSession.builder()
            .appName("fixture")
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", out.resolve("warehouse").toString())
            .getOrCreate()) {
      fixture.detections(spark, out.resolve("detections"));
      fixture.evaluation(spark, out.resolve("evaluation"));
    }
    fixture.anchors(out.resolve("anchors.json"));
  }

  private void read() throws IOException {
    JsonNode annotations = JSON.readTree(DATA.resolve("annotations/val.json").toFile());
    annotations
        .path("categories")
        .forEach(c -> classes.put(c.path("id").asInt(), c.path("name").asText()));
    annotations.path("images").forEach(i -> images.put(i.path("id").asLong(), i));
    annotations.path("annotations").forEach(a -> add(truths, a));
    Path reference = Path.of("models/models/rtdetr.reference.json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(reference))) {
      JSON.readTree(in).forEach(d -> add(found, d));
    }
    found.values().forEach(l -> l.sort(Comparator.comparingDouble(Box::score).reversed()));
  }

  private static void add(Map<Long, List<Box>> boxes, JsonNode n) {
    JsonNode b = n.path("bbox");
    boxes
        .computeIfAbsent(n.path("image_id").asLong(), i -> new ArrayList<>())
        .add(
            new Box(
                n.path("category_id").asInt(),
                n.path("score").asDouble(1),
                b.path(0).asDouble(),
                b.path(1).asDouble(),
                b.path(2).asDouble(),
                b.path(3).asDouble()));
  }

  private String path(JsonNode image) {
    return DATA.resolve("val")
        .resolve(image.path("file_name").asText())
        .toAbsolutePath()
        .toString();
  }

  private void detections(SparkSession spark, Path out) throws IOException {
    List<Row> rows = new ArrayList<>();
    images.forEach(
        (id, image) -> {
          boolean broken = id == 17 || id == 203;
          List<Row> boxes = new ArrayList<>();
          for (Box b : broken ? List.<Box>of() : found.getOrDefault(id, List.of())) {
            boxes.add(
                RowFactory.create(
                    b.category, classes.get(b.category), b.score, b.x, b.y, b.w, b.h));
          }
          rows.add(
              RowFactory.create(
                  path(image),
                  broken ? 0 : image.path("width").asInt(),
                  broken ? 0 : image.path("height").asInt(),
                  boxes,
                  broken ? "JPEG is cut off after 5,120 bytes" : null));
        });
    parquet(
        spark,
        rows,
        "path string, width int, height int, detections array<struct<category_id:int,label:string,"
            + "score:double,x:double,y:double,w:double,h:double>>, error string",
        out);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", images.size());
    facts.put("errors", 2);
    facts.put("detections", found.values().stream().mapToInt(List::size).sum());
    facts.put("imagesPerSecond", 61.84);
    facts.put("engine", "PyTorch");
    facts.put("device", "cpu");
    facts.put("model", "rtdetr.pt");
    facts.put("modelSha256", "3f7a09c1d5be8842c6a1e0f95d3b7728e4f6091b2c8da57340f1e6b98ac2d7e5");
    facts.put("head", "rtdetr");
    facts.put("batchSize", 8);
    run(
        out,
        "detect",
        4.85,
        Map.of("images", "models/data/val", "model", "models/models/rtdetr.pt"),
        facts);
  }

  private void evaluation(SparkSession spark, Path out) throws IOException {
    List<Row> curves = new ArrayList<>();
    double[][] mean = new double[10][101];
    List<Map<String, Object>> perClass = new ArrayList<>();
    double[] sums = new double[4];
    for (int category : classes.keySet()) {
      double[] ap = new double[10];
      double recall = 0;
      for (int t = 0; t < 10; t++) {
        List<Scored> scored = match(category, 0.5 + 0.05 * t);
        double[][] curve = curve(scored, count(truths, category));
        recall +=
            scored.stream().filter(Scored::right).count() / (double) count(truths, category) / 10;
        for (int r = 0; r <= 100; r++) {
          ap[t] += curve[0][r] / 101;
          mean[t][r] += curve[0][r] / classes.size();
          curves.add(
              RowFactory.create(
                  category,
                  classes.get(category),
                  0.5 + 0.05 * t,
                  r * .01,
                  curve[0][r],
                  curve[1][r]));
        }
      }
      double average = java.util.Arrays.stream(ap).average().orElseThrow();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("categoryId", category);
      row.put("name", classes.get(category));
      row.put("AP", average);
      row.put("AP50", ap[0]);
      row.put("AR100", recall);
      row.put("groundTruths", count(truths, category));
      row.put("detections", count(found, category));
      perClass.add(row);
      double[] values = {average, ap[0], ap[5], recall};
      for (int i = 0; i < 4; i++) {
        sums[i] += values[i] / classes.size();
      }
    }
    for (int t = 0; t < 10; t++) {
      for (int r = 0; r <= 100; r++) {
        curves.add(RowFactory.create(-1, "mean", 0.5 + 0.05 * t, r * .01, mean[t][r], -1.0));
      }
    }
    String box = "category_id:int,label:string,";
    String edges = "x:double,y:double,w:double,h:double,";
    parquet(
        spark,
        curves,
        "category_id int, name string, iou double, recall double, precision double, score double",
        out.resolve("curves"));
    parquet(
        spark,
        examples(),
        "image_id long, path string, width int, height int, ground_truths array<struct<"
            + (box + edges)
            + "crowd:boolean,matched:boolean>>, detections array<struct<"
            + (box + "score:double," + edges)
            + "matched:boolean>>",
        out.resolve("examples"));
    Map<String, Object> coco = new LinkedHashMap<>();
    coco.put("AP", sums[0]);
    coco.put("AP50", sums[1]);
    coco.put("AP75", sums[2]);
    coco.put("APs", .867);
    coco.put("APm", .972);
    coco.put("APl", .9947);
    coco.put("AR100", sums[3]);
    coco.put("ARs", .899);
    coco.put("ARm", .982);
    coco.put("ARl", .998);
    coco.put("perClass", perClass);
    Files.writeString(out.resolve("metrics.json"), JSON.writeValueAsString(Map.of("coco", coco)));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", images.size());
    facts.put("groundTruths", truths.values().stream().mapToInt(List::size).sum());
    facts.put("detections", found.values().stream().mapToInt(List::size).sum());
    facts.put("categories", classes.size());
    facts.put("protocol", "coco");
    facts.put("warnings", List.of());
    run(out, "evaluate", 1.2, Map.of("ground-truth", "models/data/annotations/val.json"), facts);
  }

  private static long count(Map<Long, List<Box>> boxes, int category) {
    return boxes.values().stream()
        .flatMap(List::stream)
        .filter(b -> b.category == category)
        .count();
  }

  /** Greedy matching of one class, best score first over the whole set. */
  private List<Scored> match(int category, double iou) {
    List<Scored> scored = new ArrayList<>();
    for (long image : images.keySet()) {
      List<Box> boxes =
          found.getOrDefault(image, List.of()).stream()
              .filter(b -> b.category == category)
              .toList();
      int[] hits = match(truths.getOrDefault(image, List.of()), boxes, iou);
      for (int i = 0; i < hits.length; i++) {
        scored.add(new Scored(boxes.get(i).score, hits[i] >= 0));
      }
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return scored;
  }

  /** For every detection the object that it found, or -1. */
  private static int[] match(List<Box> objects, List<Box> detections, double iou) {
    boolean[] taken = new boolean[objects.size()];
    int[] hits = new int[detections.size()];
    for (int d = 0; d < hits.length; d++) {
      hits[d] = -1;
      double best = iou;
      for (int g = 0; g < taken.length; g++) {
        double value = detections.get(d).iou(objects.get(g));
        if (!taken[g] && objects.get(g).category == detections.get(d).category && value >= best) {
          best = value;
          hits[d] = g;
        }
      }
      if (hits[d] >= 0) {
        taken[hits[d]] = true;
      }
    }
    return hits;
  }

  /** Interpolated precision, and score, at 101 recalls. */
  private static double[][] curve(List<Scored> scored, long objects) {
    double[][] curve = new double[2][101];
    java.util.Arrays.fill(curve[1], -1);
    int right = 0;
    for (int i = 0; i < scored.size(); i++) {
      right += scored.get(i).right() ? 1 : 0;
      double precision = right / (i + 1.0);
      for (int r = 0; r <= 100 && r * .01 <= right / (double) objects; r++) {
        curve[0][r] = Math.max(curve[0][r], precision);
        curve[1][r] = curve[1][r] < 0 ? scored.get(i).score() : curve[1][r];
      }
    }
    return curve;
  }

  private List<Row> examples() {
    record Ranked(int mistakes, Row row) {}
    List<Ranked> ranked = new ArrayList<>();
    images.forEach(
        (id, image) -> {
          List<Box> objects = truths.getOrDefault(id, List.of());
          List<Box> boxes =
              found.getOrDefault(id, List.of()).stream()
                  .filter(b -> b.score >= SHOWN_SCORE)
                  .toList();
          int[] hits = match(objects, boxes, .5);
          boolean[] seen = new boolean[objects.size()];
          int mistakes = objects.size();
          List<Row> detections = new ArrayList<>();
          for (int d = 0; d < hits.length; d++) {
            Box b = boxes.get(d);
            boolean counted = b.score >= COUNTED_SCORE;
            if (hits[d] >= 0) {
              seen[hits[d]] = true;
            }
            mistakes += !counted ? 0 : hits[d] >= 0 ? -1 : 1;
            detections.add(
                RowFactory.create(
                    b.category,
                    classes.get(b.category),
                    b.score,
                    b.x,
                    b.y,
                    b.w,
                    b.h,
                    hits[d] >= 0));
          }
          List<Row> given = new ArrayList<>();
          for (int g = 0; g < seen.length; g++) {
            Box b = objects.get(g);
            given.add(
                RowFactory.create(
                    b.category, classes.get(b.category), b.x, b.y, b.w, b.h, false, seen[g]));
          }
          ranked.add(
              new Ranked(
                  mistakes,
                  RowFactory.create(
                      id,
                      path(image),
                      image.path("width").asInt(),
                      image.path("height").asInt(),
                      given,
                      detections)));
        });
    ranked.sort(Comparator.comparingInt(Ranked::mistakes).reversed());
    return ranked.stream().limit(EXAMPLES).map(Ranked::row).toList();
  }

  private void anchors(Path out) throws IOException {
    List<double[]> boxes = new ArrayList<>();
    truths.values().forEach(l -> l.forEach(b -> boxes.add(new double[] {b.w / 256, b.h / 256})));
    java.util.Collections.shuffle(boxes, new Random(7));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("schema", "boxmill-anchors/1");
    file.put("k", 9);
    file.put("anchors", JSON.readTree(DATA.resolve("anchors.json").toFile()).get("pixels_9"));
    file.put("averageIou", .7837);
    file.put("iterations", 23);
    file.put("seed", 42);
    file.put("boxes", boxes.size());
    file.put("inputSize", List.of(256, 256));
    file.put("sample", boxes.subList(0, Math.min(2000, boxes.size())));
    JSON.writeValue(out.toFile(), file);
  }

  private static void parquet(SparkSession spark, List<Row> rows, String schema, Path out) {
    spark
        .createDataFrame(rows, StructType.fromDDL(schema))
        .coalesce(1)
        .write()
        .parquet(out.toString());
  }

  private static void run(
      Path folder,
      String job,
      double seconds,
      Map<String, Object> options,
      Map<String, Object> facts)
      throws IOException {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("schema", "boxmill-run/1");
    run.put("job", job);
    run.put("version", "0.1.0");
    run.put("startedAt", "2026-11-20T22:54:26Z");
    run.put("seconds", seconds);
    run.put("options", new TreeMap<>(options));
    run.put("facts", facts);
    Files.writeString(folder.resolve("_run.json"), JSON.writeValueAsString(run));
  }
}
