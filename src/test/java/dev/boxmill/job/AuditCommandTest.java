package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.audit.ZooDetections;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit job on the zoo's validation images. */
class AuditCommandTest {
  private static final String LABELS = "models/data/annotations/val.json";

  @TempDir Path folder;

  /** COCO result files, a model each. */
  private List<String> detections() throws IOException {
    List<String> files = new java.util.ArrayList<>();
    for (DetectionTable table : ZooDetections.read()) {
      StringBuilder json = new StringBuilder("[");
      for (int row = 0; row < table.size(); row++) {
        double[] b = java.util.Arrays.copyOfRange(table.boxes(), 4 * row, 4 * row + 4);
        json.append(row == 0 ? "" : ",\n")
            .append("{\"image_id\":" + table.imageId(row))
            .append(",\"category_id\":" + table.categoryId(row))
            .append(",\"bbox\":" + java.util.Arrays.toString(b))
            .append(",\"score\":" + table.score(row) + "}");
      }
      Path file = folder.resolve("model" + files.size() + ".json");
      Files.writeString(file, json.append("]"));
      files.add(file.toString());
    }
    return files;
  }

  private Cli audit(String out, String master, List<String> models, String... more) {
    List<String> args = new java.util.ArrayList<>(List.of("audit", "--annotations", LABELS));
    models.forEach(model -> args.addAll(List.of("--detections", model)));
    args.addAll(List.of("--out", folder.resolve(out).toString(), "--master", master));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  @Test
  void writesTheSameResultsWithAndWithoutSpark() throws IOException {
    List<String> models = detections();
    Path corrected = folder.resolve("corrected.json");
    Cli local = audit("local", "none", models, "--apply", corrected.toString());
    assertEquals(0, local.code(), local.err());
    Cli spark = audit("spark", "local[2]", models);
    assertEquals(0, spark.code(), spark.err());

    JsonNode summary = json("local/audit.json");
    assertEquals(summary, json("spark/audit.json"));
    assertEquals(300, summary.path("images").asInt());
    int listed = summary.path("listed").asInt();
    assertTrue(listed > 0);
    JsonNode suggestions = json("local/suggestions.json");
    assertEquals(listed, suggestions.path("annotations").size());
    AtomicInteger ranks = new AtomicInteger();
    ParquetFolder.read(
        folder.resolve("local/suspects"),
        Set.of(),
        row -> assertEquals(ranks.incrementAndGet(), row.getInteger("rank", 0)));
    assertEquals(listed, ranks.get());

    List<String> changes = Files.readAllLines(folder.resolve("corrected.json.changes.csv"));
    long likely = 0;
    for (JsonNode kind : summary.path("kinds")) {
      likely += kind.path("likely").asLong();
    }
    assertEquals(likely, changes.size() - 1, "every suggestion of .5 and more is followed");
    Cli clean = audit("again", "none", List.of(models.get(0)), "--annotations", LABELS);
    assertEquals(2, clean.code(), "an option given twice");
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    Cli rate = audit("a", "none", List.of("x.json"), "--error-rate", "2");
    assertEquals(2, rate.code());
    assertTrue(rate.err().contains("--error-rate 2.0: give a share between 0 and 1"), rate.err());
    Cli missing = audit("b", "none", List.of("x.json"));
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("x.json: no such file or folder"), missing.err());
    assertTrue(Files.notExists(folder.resolve("b")));
  }
}
