package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import dev.boxmill.it.FaultyStore.Fault;
import dev.boxmill.store.DetectionSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of detect on S3 that end early go on as on local files, and how their files get there. */
final class S3ResumeIT {
  private static final int IMAGES = 24;
  private static final int WAVE = 4;
  private static final String BUCKET = "s3a://bucket/";

  @TempDir static Path folder;

  private static S3Server server;
  private static FileSystem files;

  @BeforeAll
  static void upload() throws Exception {
    server = new S3Server(folder);
    Configuration own = S3Server.settings(server.port());
    own.set("fs.s3a.access.key", S3Server.KEY);
    own.set("fs.s3a.secret.key", S3Server.SECRET);
    Configuration configuration = new Configuration();
    own.forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
    files = path("").getFileSystem(configuration);
    for (int i = 1; i <= IMAGES; i++) {
      String name = String.format("val/%06d.jpg", i);
      Path photo = Processes.HOME.resolve("models/data").resolve(name);
      files.copyFromLocalFile(new org.apache.hadoop.fs.Path(photo.toUri()), path(name));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    files.close();
    server.close();
  }

  private static org.apache.hadoop.fs.Path path(String key) {
    return new org.apache.hadoop.fs.Path(BUCKET + key);
  }

  private static Map<String, String> environment(int port) throws IOException {
    Path settings = S3Server.save(S3Server.settings(port), folder.resolve("conf-" + port));
    return Map.of(
        "HADOOP_CONF_DIR",
        settings.toString(),
        "AWS_ACCESS_KEY_ID",
        S3Server.KEY,
        "AWS_SECRET_ACCESS_KEY",
        S3Server.SECRET);
  }

  private static List<String> command(String out) {
    List<String> command = new ArrayList<>(List.of("jobs/detect", "--master", "local[2]"));
    command.addAll(List.of("--images", BUCKET + "val", "--model", "models/models/yolov8.pt"));
    command.addAll(List.of("--batch-size", "2", "--wave-images", Integer.toString(WAVE)));
    command.addAll(List.of("--out", BUCKET + out, "--coco-json", BUCKET + out + ".json"));
    return command;
  }

  private static Processes.Result run(int port, String out) throws Exception {
    return Processes.run(environment(port), command(out).toArray(String[]::new));
  }

  /** Three ends of one run: the store fails for good, the process is killed, and all goes well. */
  @Test
  void aRunThatFailsAndIsKilledGoesOnAndEqualsACalmOne() throws Exception {
    try (FaultyStore faulty =
        new FaultyStore(
            server.port(),
            // Images 9 to 12, which are the third wave.
            line ->
                line.matches("GET /bucket/val/0000(09|1[0-2]).jpg.*")
                    ? Fault.SLOW_DOWN
                    : Fault.NONE)) {
      Processes.Result failed = run(faulty.port(), "torn");
      assertEquals(2, failed.code(), failed.err());
      assertTrue(failed.err().contains("asking to slow down"), failed.err());
    }
    assertTrue(files.exists(path("torn/_unfinished")));
    assertTrue(files.exists(path("torn/_waves/000001.json")));
    assertFalse(files.exists(path("torn/_waves/000002.json")));
    UserException reading =
        assertThrows(
            UserException.class, () -> DetectionSources.open(BUCKET + "torn", files.getConf()));
    assertTrue(reading.getMessage().contains("has not ended"), reading.getMessage());

    String killed = killAt("torn/_waves/000003.json");
    assertTrue(killed.contains("going on behind " + 2 * WAVE + " images"), killed);

    Processes.Result again = run(server.port(), "torn");
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("going on behind "), again.err());
    assertTrue(again.out().contains(IMAGES + " images"), again.out());
    Processes.Result calm = run(server.port(), "calm");
    assertEquals(0, calm.code(), calm.err());
    List<String> rows = rows("calm");
    assertEquals(IMAGES, rows.size());
    assertEquals(rows, rows("torn"));
    assertEquals(text("calm.json"), text("torn.json"));
    assertEquals(names("calm"), names("torn"));
    assertMagic("calm");
  }

  /** Kills the run as soon as an object is there; gives what it said. */
  private static String killAt(String sign) throws Exception {
    Path err = folder.resolve("killed.err");
    Process process = Processes.start(environment(server.port()), err, err, command("torn"));
    while (!files.exists(path(sign))) {
      assertTrue(process.isAlive(), () -> "ended too early");
      Thread.sleep(5);
    }
    assertTrue(process.destroyForcibly().waitFor(1, TimeUnit.MINUTES));
    assertTrue(process.exitValue() != 0, "killed too late to show anything");
    return java.nio.file.Files.readString(err);
  }

  /**
   * The last wave's _SUCCESS is the committer's own report: S3A's magic committer, which uploads in
   * place and renames nothing, not Hadoop's file committer, whose _SUCCESS is empty.
   */
  private static void assertMagic(String out) throws IOException {
    JsonNode report = new ObjectMapper().readTree(text(out + "/_SUCCESS"));
    assertEquals("magic", report.get("committer").asText(), report.toString());
    List<String> written = new ArrayList<>();
    report.get("filenames").forEach(name -> written.add(name.asText()));
    assertFalse(written.isEmpty());
    for (String name : written) {
      assertTrue(files.exists(new org.apache.hadoop.fs.Path("s3a://bucket" + name)), name);
    }
  }

  private static String text(String key) throws IOException {
    try (var in = files.open(path(key))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All but the data files, whose names are random. */
  private static List<String> names(String key) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus file : files.listStatus(path(key))) {
      String name = file.getPath().getName();
      names.add(name.endsWith(".parquet") ? "data" : name);
    }
    return names.stream().distinct().sorted().toList();
  }

  private static List<String> rows(String key) throws IOException {
    List<String> rows = new ArrayList<>();
    for (FileStatus file : files.listStatus(path(key))) {
      if (file.getPath().getName().endsWith(".parquet")) {
        try (ParquetReader<Group> reader =
            ParquetReader.builder(new GroupReadSupport(), file.getPath())
                .withConf(files.getConf())
                .build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            rows.add(row.toString());
          }
        }
      }
    }
    return rows.stream().sorted().toList();
  }
}
