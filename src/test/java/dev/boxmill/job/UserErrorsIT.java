package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of detect's and evaluate's users: one line, exit code 2, nothing half-written. */
final class UserErrorsIT {
  private static final String MODEL = "models/models/yolov8.pt";
  private static final String IMAGES = "models/data/val/000001.jpg";
  private static final String TRUTH = "models/data/annotations/val.json";

  @TempDir Path folder;

  private void detectFails(String message, String... options) throws IOException {
    fails("detect", message, folder.resolve("out").toString(), options);
  }

  private void evaluateFails(String message, String... options) throws IOException {
    fails("evaluate", message, folder.resolve("out").toString(), options);
  }

  private void fails(String job, String message, String out, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(job, "--master", "local[1]", "--out", out));
    args.addAll(List.of(options));
    List<Path> before = contents();
    Cli answer = Cli.run(args.toArray(String[]::new));
    List<String> lines = answer.err().lines().filter(line -> line.startsWith("boxmill")).toList();
    assertEquals(2, answer.code(), answer.err());
    assertEquals(1, lines.size(), answer.err());
    assertTrue(lines.get(0).contains(message), lines.get(0));
    assertTrue(!answer.err().contains("\tat "), answer.err());
    assertEquals(before, contents(), "left behind");
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void models() throws IOException {
    detectFails("--model nowhere.pt: no such file", "--model", "nowhere.pt", "--images", IMAGES);
    String bad = file("bad.pt", "PK\003\004 this is no archive");
    detectFails(
        "PyTorch cannot load it",
        "--model",
        bad,
        "--descriptor",
        "models/models/yolov8.json",
        "--images",
        IMAGES);
    detectFails(
        "neither a TorchScript archive nor an .onnx file",
        "--model",
        file("model.txt", "hello"),
        "--descriptor",
        "models/models/yolov8.json",
        "--images",
        IMAGES);
  }

  @Test
  void modelOfAnotherChecksum() throws IOException {
    String[] run = {"--model", MODEL, "--images", IMAGES, "--model-sha256", "0".repeat(64)};
    detectFails("it is not run", run);
    run[5] = "0123";
    detectFails("--model-sha256 0123: give 64 hexadecimal digits", run);
  }

  @Test
  void descriptors() throws IOException {
    detectFails("cannot load it", "--model", file("alone.pt", "PK\003\004"), "--images", IMAGES);
    detectFails(
        "model.json:1:11: not JSON",
        "--model",
        MODEL,
        "--descriptor",
        file("model.json", "{\"family\" 1}"),
        "--images",
        IMAGES);
    // It fits no output of this model; only a task can find out.
    detectFails(
        "give the descriptor that belongs to the model",
        "--model",
        MODEL,
        "--descriptor",
        "models/models/rtdetr.json",
        "--images",
        IMAGES);
  }

  @Test
  void images() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    detectFails("no images found", "--model", MODEL, "--images", empty.toString());
    detectFails("no such file or folder", "--model", MODEL, "--images", "nowhere/*.jpg");
  }

  @Test
  void numbers() throws IOException {
    String[][] wrong = {
      {"--batch-size", "0"},
      {"--score-threshold", "1.5"},
      {"--nms-iou", "-1"},
      {"--max-detections", "0"}
    };
    for (String[] option : wrong) {
      detectFails(option[0] + " ", "--model", MODEL, "--images", IMAGES, option[0], option[1]);
    }
  }

  @Test
  void outputs() throws IOException {
    String there = file("there", "");
    fails("detect", "already there", there, "--model", MODEL, "--images", IMAGES);
    fails(
        "evaluate",
        "already there",
        there,
        "--ground-truth",
        TRUTH,
        "--detections",
        file("dt.json", "[]"));
    fails("detect", "cannot be written", there + "/below", "--model", MODEL, "--images", IMAGES);
  }

  @Test
  void annotations() throws IOException {
    String none = file("none.json", "[]");
    evaluateFails("no such file", "--ground-truth", "nowhere.json", "--detections", none);
    evaluateFails(
        "bad.json:2:11: malformed JSON: Unexpected close marker",
        "--ground-truth",
        file("bad.json", "{\"images\": [],\n \"info\": [}"),
        "--detections",
        none);
  }

  @Test
  void detections() throws IOException {
    evaluateFails(
        "1 detections of image ids that the ground truth lacks, first 99999",
        "--ground-truth",
        TRUTH,
        "--detections",
        file(
            "dt.json",
            "[{\"image_id\": 99999, \"category_id\": 1, \"bbox\": [1,2,3,4], \"score\": 0.5}]"));
    Path empty = Files.createDirectory(folder.resolve("nothing"));
    evaluateFails("no Parquet files", "--ground-truth", TRUTH, "--detections", empty.toString());
    evaluateFails(
        "--protocol kitti: unknown; known: boundary, calibration,",
        "--ground-truth",
        TRUTH,
        "--detections",
        "x",
        "--protocol",
        "kitti");
  }

  @Test
  void noDetectionsAtAllIsNoMistake() throws IOException {
    Path out = folder.resolve("out");
    Cli answer =
        Cli.run(
            "evaluate",
            "--master",
            "local[1]",
            "--ground-truth",
            TRUTH,
            "--detections",
            file("dt.json", "[]"),
            "--out",
            out.toString());
    assertEquals(0, answer.code(), answer.err());
    assertTrue(answer.err().contains("warning: there are no detections"), answer.err());
    assertTrue(answer.out().contains("= 0.000"), answer.out());
  }

  @Test
  void badImagesAreRowsAndAreCounted() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.copy(Path.of(IMAGES), images.resolve("good.jpg"));
    Files.write(images.resolve("cut.jpg"), cut(Files.readAllBytes(Path.of(IMAGES))));
    Files.writeString(images.resolve("text.png"), "not an image");
    Files.createFile(images.resolve("empty.jpg"));
    Cli answer = detect(images, folder.resolve("out"));
    assertEquals(0, answer.code(), answer.err());
    assertTrue(answer.out().contains("4 images"), answer.out());
    assertTrue(answer.out().contains("3 errors"), answer.out());
  }

  @Test
  void imagesOfWhichNoneCanBeUsedEndInOneLineAndAllTheirRows() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.writeString(images.resolve("text.png"), "not an image");
    Files.createFile(images.resolve("empty.jpg"));
    Path out = folder.resolve("out");
    Cli answer = detect(images, out);
    assertEquals(2, answer.code(), answer.err());
    String said = "boxmill: none of the 2 images could be read; see the column 'error' in " + out;
    assertTrue(answer.err().lines().anyMatch(said::equals), answer.err());
    assertTrue(Files.exists(out.resolve("_run.json")));
  }

  private static Cli detect(Path images, Path out) throws IOException {
    String from = images.toString();
    String to = out.toString();
    return Cli.run(
        "detect", "--master", "local[1]", "--model", MODEL, "--images", from, "--out", to);
  }

  private static byte[] cut(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, bytes.length / 2);
  }
}
