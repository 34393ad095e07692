package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.error.UserException;
import dev.boxmill.it.FaultyStore.Fault;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.DetectionSources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every job on S3, by the scripts: the results of local files, whatever single requests do. */
final class S3IT {
  private static final int IMAGES = 32;
  private static final String BUCKET = "s3a://bucket/";
  private static final String TRUTH = "data/val.json";
  private static final String MODEL = "models/yolov8.pt";

  @TempDir static java.nio.file.Path folder;

  private static S3Server server;
  private static java.nio.file.Path local;
  private static FileSystem files;

  @BeforeAll
  static void upload() throws Exception {
    server = new S3Server(folder);
    local = Files.createDirectories(folder.resolve("local"));
    Files.createDirectories(local.resolve("data/val"));
    Files.createDirectories(local.resolve("models"));
    java.nio.file.Path shipped = Processes.HOME.resolve("models");
    for (int i = 1; i <= IMAGES; i++) {
      String name = String.format("val/%06d.jpg", i);
      Files.copy(shipped.resolve("data").resolve(name), local.resolve("data").resolve(name));
    }
    writeTruth(shipped.resolve("data/annotations/val.json"), local.resolve(TRUTH));
    for (String name : List.of("yolov8.pt", "yolov8.json")) {
      Files.copy(shipped.resolve("models").resolve(name), local.resolve("models/" + name));
    }
    Configuration own = S3Server.settings(server.port());
    own.set("fs.s3a.access.key", S3Server.KEY);
    own.set("fs.s3a.secret.key", S3Server.SECRET);
    Configuration configuration = new Configuration();
    own.forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
    files = new Path(BUCKET).getFileSystem(configuration);
    for (String part : List.of("data", "models")) {
      files.copyFromLocalFile(new Path(local.resolve(part).toUri()), new Path(BUCKET + part));
    }
  }

  /** The annotations of the images taken, so that the gallery shows these. */
  private static void writeTruth(java.nio.file.Path all, java.nio.file.Path some)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode truth = (ObjectNode) json.readTree(all.toFile());
    Set<Long> ids = new HashSet<>();
    ArrayNode images = json.createArrayNode();
    for (JsonNode image : truth.get("images")) {
      String name = image.get("file_name").asText();
      if (Files.exists(some.resolveSibling("val").resolve(name))) {
        images.add(image);
        ids.add(image.get("id").asLong());
      }
    }
    assertEquals(IMAGES, images.size());
    ArrayNode objects = json.createArrayNode();
    for (JsonNode object : truth.get("annotations")) {
      if (ids.contains(object.get("image_id").asLong())) {
        objects.add(object);
      }
    }
    truth.set("images", images);
    truth.set("annotations", objects);
    json.writeValue(some.toFile(), truth);
  }

  @AfterAll
  static void stop() throws IOException {
    files.close();
    server.close();
  }

  private static Map<String, String> environment(int port, String key, String secret)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    java.nio.file.Path settings =
        S3Server.save(S3Server.settings(port), folder.resolve("conf-" + port));
    environment.put("HADOOP_CONF_DIR", settings.toString());
    environment.put("AWS_ACCESS_KEY_ID", key);
    environment.put("AWS_SECRET_ACCESS_KEY", secret);
    return environment;
  }

  private static Processes.Result job(int port, String secret, String job, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("jobs/" + job));
    command.addAll(List.of(options));
    Processes.Result result =
        Processes.run(environment(port, S3Server.KEY, secret), command.toArray(String[]::new));
    assertFalse(result.out().contains(secret), "a secret on standard output");
    assertFalse(result.err().contains(secret), "a secret on standard error");
    return result;
  }

  private static void succeeds(int port, String job, String... options) throws Exception {
    Processes.Result result = job(port, S3Server.SECRET, job, options);
    assertEquals(0, result.code(), () -> job + ": " + result.out() + result.err());
  }

  private static void detect(int port, String root, String out, String master) throws Exception {
    succeeds(
        port,
        "detect",
        "--master",
        master,
        "--images",
        root + "data/val",
        "--model",
        root + MODEL,
        "--out",
        out,
        "--coco-json",
        out + ".json");
  }

  private static void evaluate(int port, String root, String detections, String out)
      throws Exception {
    succeeds(
        port, "evaluate", "--ground-truth", root + TRUTH, "--detections", detections, "--out", out);
  }

  @Test
  void everyJobGivesWhatItGivesOnLocalFiles() throws Exception {
    for (String root : List.of(local + "/", BUCKET)) {
      String out = root + "out/";
      // Executors of their own for S3: they have to find address and credentials, too.
      String master = root.equals(BUCKET) ? "local-cluster[2,1,2048]" : "local[2]";
      detect(server.port(), root, out + "detections", master);
      evaluate(server.port(), root, out + "detections", out + "evaluation");
      succeeds(
          server.port(),
          "anchors",
          "--annotations",
          root + TRUTH,
          "--k",
          "5",
          "--out",
          out + "anchors.json");
      succeeds(server.port(), "convert", "--in", root + TRUTH, "--to", "voc", "--out", out + "voc");
      succeeds(
          server.port(),
          "report",
          "--results",
          out + "detections",
          out + "evaluation",
          out + "anchors.json",
          "--out",
          out + "report.html");
    }
    // One way to compare both: Hadoop's file system, on paths without their root.
    assertEquals(
        rows(localFiles(), local + "/out/detections"), rows(files, BUCKET + "out/detections"));
    for (String same :
        List.of("evaluation/metrics.json", "detections.json", "voc/Annotations/000001.xml")) {
      assertEquals(
          text(localFiles(), local + "/out/" + same), text(files, BUCKET + "out/" + same), same);
    }
    // Their records say where the annotations lie.
    assertEquals(
        text(localFiles(), local + "/out/anchors.json").replace(local + "/", ""),
        text(files, BUCKET + "out/anchors.json").replace(BUCKET, ""));
    String page = text(files, BUCKET + "out/report.html");
    assertEquals(
        count(text(localFiles(), local + "/out/report.html"), "data:image/jpeg"),
        count(page, "data:image/jpeg"));
    assertTrue(count(page, "data:image/jpeg") > 0, "pictures in the gallery");
    assertTrue(page.contains(BUCKET + "out/evaluation"), "results by the name that was given");
    assertEquals(List.of(), leftovers(), "temporary objects and marks");
  }

  /** Each object's first request fails in one of five ways, by its name; the second passes. */
  @Test
  void faultsOfSingleRequestsChangeNothing() throws Exception {
    Map<String, Integer> tries = new ConcurrentHashMap<>();
    Fault[] kinds = {Fault.SLOW_DOWN, Fault.RESET, Fault.CUT, Fault.TRICKLE, Fault.NONE};
    try (FaultyStore faulty =
        new FaultyStore(
            server.port(),
            line -> {
              String[] words = line.split(" ", -1);
              // Answers without a body cannot be cut, and a listing belongs to no object.
              if (!words[0].equals("GET") && !words[0].equals("PUT")) {
                return Fault.NONE;
              }
              String object = words[0] + words[1];
              boolean first = tries.merge(object, 1, Integer::sum) == 1;
              Fault fault = kinds[Math.floorMod(object.hashCode(), kinds.length)];
              boolean cutWrite = words[0].equals("PUT") && fault == Fault.CUT;
              return first && !cutWrite ? fault : Fault.NONE;
            })) {
      String out = BUCKET + "faulty/";
      detect(faulty.port(), BUCKET, out + "detections", "local[2]");
      evaluate(faulty.port(), BUCKET, out + "detections", out + "evaluation");
      assertTrue(faulty.injected() > IMAGES / 2, () -> "faults: " + faulty.injected());
      detect(server.port(), BUCKET, BUCKET + "calm/detections", "local[2]");
      evaluate(server.port(), BUCKET, BUCKET + "calm/detections", BUCKET + "calm/evaluation");
      assertEquals(rows(files, BUCKET + "calm/detections"), rows(files, out + "detections"));
      assertEquals(
          text(files, BUCKET + "calm/evaluation/metrics.json"),
          text(files, out + "evaluation/metrics.json"));
    }
  }

  /** The store fails for good once detect is at work: no half output, no images lost silently. */
  @Test
  void aStoreThatFailsForGoodIsOneLineAndLeavesNothing() throws Exception {
    try (FaultyStore faulty =
        new FaultyStore(
            server.port(),
            line ->
                line.matches("GET /bucket/data/val/.*00003[0-9].jpg.*")
                    ? Fault.SLOW_DOWN
                    : Fault.NONE)) {
      assertMistake(
          "the store keeps asking to slow down",
          job(
              faulty.port(),
              S3Server.SECRET,
              "detect",
              "--master",
              "local[2]",
              "--images",
              BUCKET + "data/val",
              "--model",
              BUCKET + MODEL,
              "--out",
              BUCKET + "failed/detections"));
    }
    assertFalse(files.exists(new Path(BUCKET + "failed/detections")));
  }

  @Test
  void mistakesAreOneLineAndTellNoSecret() throws Exception {
    String wrong = "wrong-secret-9f86d081884c7d65";
    assertMistake("access denied", evaluateOf(server.port(), wrong, "s3a://bucket/data/val.json"));
    assertMistake(
        "there is no such bucket",
        evaluateOf(server.port(), S3Server.SECRET, "s3a://nowhere/data/val.json"));
    assertMistake(
        "no such file", evaluateOf(server.port(), S3Server.SECRET, "s3a://bucket/none.json"));
    assertMistake(
        "an address holds a password",
        evaluateOf(server.port(), wrong, "s3a://KEY:" + wrong + "@bucket/data/val.json"));
    try (FaultyStore expired = new FaultyStore(server.port(), line -> Fault.EXPIRED)) {
      assertMistake(
          "expired credentials",
          evaluateOf(expired.port(), S3Server.SECRET, "s3a://bucket/data/val.json"));
    }
    assertMistake(
        "access denied",
        job(
            server.port(),
            wrong,
            "detect",
            "--master",
            "local[1]",
            "--images",
            BUCKET + "data/val",
            "--model",
            local.resolve(MODEL).toString(),
            "--out",
            folder.resolve("never").toString()));
  }

  private static Processes.Result evaluateOf(int port, String secret, String truth)
      throws Exception {
    return job(
        port,
        secret,
        "evaluate",
        "--ground-truth",
        truth,
        "--detections",
        "nothing.json",
        "--out",
        folder.resolve("never").toString());
  }

  private static void assertMistake(String message, Processes.Result result) {
    List<String> told = result.err().lines().filter(l -> l.startsWith("boxmill: ")).toList();
    assertEquals(2, result.code(), result.err());
    assertEquals(1, told.size(), result.err());
    assertTrue(told.get(0).contains(message), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  /** What a killed run leaves says so itself: no job reads it, none writes over it. */
  @Test
  void anUnfinishedFolderIsRefused() throws Exception {
    Configuration configuration = files.getConf();
    String place = BUCKET + "unfinished";
    AtomicOutput killed = AtomicOutput.folder(place, configuration);
    killed.writeText(new Path(killed.temporary(), "part-0.parquet"), "half");
    UserException reading =
        assertThrows(UserException.class, () -> DetectionSources.open(place, configuration));
    assertTrue(reading.getMessage().contains("has not ended"), reading.getMessage());
    UserException writing =
        assertThrows(UserException.class, () -> AtomicOutput.folder(place, configuration));
    assertTrue(writing.getMessage().contains("a run wrote that has not ended"));
    killed.close();
    assertFalse(files.exists(new Path(place)));
    try (AtomicOutput whole = AtomicOutput.folder(place, configuration)) {
      whole.writeText(new Path(whole.temporary(), "a.txt"), "all");
      whole.commit();
    }
    assertEquals("all", text(files, place + "/a.txt"));
    assertFalse(files.exists(new Path(place, AtomicOutput.UNFINISHED)));
  }

  private static FileSystem localFiles() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }

  private static String text(FileSystem from, String path) throws IOException {
    try (var in = from.open(new Path(path))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static int count(String text, String what) {
    Matcher matcher = Pattern.compile(Pattern.quote(what)).matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** Rows as text, sorted, each image by its file's name. */
  private static List<String> rows(FileSystem from, String path) throws IOException {
    TreeSet<String> rows = new TreeSet<>();
    for (FileStatus file : from.listStatus(new Path(path))) {
      if (!file.getPath().getName().endsWith(".parquet")) {
        continue;
      }
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), file.getPath())
              .withConf(from.getConf())
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.add(row.toString().replaceAll("path: .*/", "path: "));
        }
      }
    }
    assertEquals(IMAGES, rows.size());
    return new ArrayList<>(rows);
  }

  private static List<String> leftovers() throws IOException {
    List<String> names = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> each = files.listFiles(new Path(BUCKET + "out"), true);
    while (each.hasNext()) {
      String name = each.next().getPath().toString();
      if (name.contains(".tmp-") || name.contains("__magic") || name.endsWith("_unfinished")) {
        names.add(name);
      }
    }
    return names;
  }
}
