package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files under conf/cluster: what clusters would refuse. */
class ClusterFilesTest {
  private static final Path FOLDER = Path.of("conf/cluster");
  private static final Path FIELDS =
      Path.of("src/test/resources/cluster/sparkapplication-fields.txt");

  /** Settings that Spark reads by patterns, not by entries of its own. */
  private static final Pattern FAMILIES =
      Pattern.compile(
          "spark\\.(executor|task|driver)\\.resource\\.gpu\\.(amount|discoveryScript|vendor)"
              + "|spark\\.hadoop\\.fs\\.s3a\\..+|spark\\.master");

  @TempDir Path bin;

  private static List<Map<String, Object>> manifests(String name) throws IOException {
    List<Map<String, Object>> documents = new ArrayList<>();
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    for (Object document : yaml.loadAll(Files.readString(FOLDER.resolve(name)))) {
      Map<String, Object> fields = new LinkedHashMap<>();
      ((Map<?, ?>) document).forEach((key, value) -> fields.put((String) key, value));
      documents.add(fields);
    }
    return documents;
  }

  /** Leaves by path; items of lists as "[]". */
  private static void leaves(String path, Object value, Map<String, List<Object>> to) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> leaves(path + key + "\0", inner, to));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> leaves(path + "[]\0", inner, to));
    } else {
      to.computeIfAbsent(path.substring(0, path.length() - 1), p -> new ArrayList<>()).add(value);
    }
  }

  private static boolean fits(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer;
      default -> List.of(type.split("\\|")).contains(value);
    };
  }

  @Test
  void theApplicationHasFieldsOfTheOperatorsReferenceOnly() throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    Set<String> missing = new HashSet<>();
    for (String line : Files.readAllLines(FIELDS)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ");
        String path = words[0].replace("!", "").replace('.', '\0');
        types.put(path, words[1]);
        if (words[0].endsWith("!")) {
          missing.add(path);
        }
      }
    }
    Map<String, List<Object>> leaves = new LinkedHashMap<>();
    manifests("sparkapplication.yaml").get(0).forEach((k, v) -> leaves(k + "\0", v, leaves));
    leaves.forEach(
        (path, values) -> {
          String any = path.substring(0, path.lastIndexOf('\0') + 1) + "*";
          String type = types.getOrDefault(path, types.get(any));
          assertTrue(type != null, "no such field: " + path.replace('\0', '.'));
          values.forEach(v -> assertTrue(fits(v, type), path.replace('\0', '.') + ": " + v));
          missing.remove(path);
        });
    assertEquals(Set.of(), missing, "fields that must be there");
    assertEquals("sparkoperator.k8s.io/v1beta2", leaves.get("apiVersion").get(0));
    assertEquals("SparkApplication", leaves.get("kind").get(0));
    leaves.forEach(
        (path, values) -> {
          if (path.startsWith("spec\0sparkConf\0")) {
            assertKnown(path.substring("spec\0sparkConf\0".length()));
          }
        });
  }

  @Test
  void theAccountMayDoWhatDriversDo() throws IOException {
    List<Map<String, Object>> documents = manifests("kubernetes-account.yaml");
    assertEquals(
        List.of("ServiceAccount", "Role", "RoleBinding"),
        documents.stream().map(d -> d.get("kind")).toList());
    Map<String, List<Object>> rules = new LinkedHashMap<>();
    leaves("", documents.get(1), rules);
    assertTrue(rules.get("rules\0[]\0resources\0[]").contains("pods"));
    assertTrue(rules.get("rules\0[]\0verbs\0[]").contains("deletecollection"));
  }

  @BeforeAll
  static void register() {
    // Spark registers its settings when the objects that hold them are first used.
    assertTrue(org.apache.spark.internal.config.package$.MODULE$ != null);
    assertTrue(org.apache.spark.internal.config.Network$.MODULE$ != null);
    assertTrue(org.apache.spark.internal.config.UI$.MODULE$ != null);
    assertTrue(org.apache.spark.sql.internal.SQLConf$.MODULE$ != null);
  }

  private static void assertKnown(String key) {
    assertTrue(
        FAMILIES.matcher(key).matches() || ConfigEntry.findEntry(key) != null,
        "Spark knows no " + key);
  }

  @Test
  void everySettingIsOneOfSparks() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        Properties settings = new Properties();
        settings.load(Files.newBufferedReader(file));
        assertTrue(settings.size() > 2, file.toString());
        settings.stringPropertyNames().forEach(ClusterFilesTest::assertKnown);
      }
    }
  }

  @Test
  void theImageTakesJarsThatTheBuildMakes() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String image = Files.readString(FOLDER.resolve("Dockerfile"));
    for (String property : List.of("awssdk.version", "hadoop.version", "spark.version")) {
      String version = pom.split("<" + property + ">")[1].split("<")[0];
      assertTrue(image.contains("-" + version + ".jar") || image.contains(":" + version), version);
    }
  }

  private String gpus(String smi, String visible) throws Exception {
    Path fake = bin.resolve("nvidia-smi");
    Files.writeString(fake, "#!/bin/sh\n" + smi + "\n");
    assertTrue(fake.toFile().setExecutable(true));
    ProcessBuilder builder = new ProcessBuilder(FOLDER.resolve("gpus.sh").toString());
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().remove("NVIDIA_VISIBLE_DEVICES");
    builder.environment().remove("CUDA_VISIBLE_DEVICES");
    if (visible != null) {
      builder.environment().put("CUDA_VISIBLE_DEVICES", visible);
    }
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }

  @Test
  void theScriptNamesTheGpusThatMayBeSeen() throws Exception {
    assertEquals(
        "{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}", gpus("echo 0; echo 1", null));
    assertEquals("{\"name\": \"gpu\", \"addresses\": []}", gpus("true", null));
    assertEquals("{\"name\": \"gpu\", \"addresses\": []}", gpus("echo 0", "-1"));
    assertEquals(
        "{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}", gpus("echo 0", "GPU-a,GPU-b"));
  }
}
