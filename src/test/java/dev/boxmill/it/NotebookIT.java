package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the notebooks as jobs/notebook does, into another folder; and looks at those committed. */
final class NotebookIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BYTES = 300_000;

  /** What an earlier run left would be used again. */
  @BeforeAll
  static void startsFromNothing() throws Exception {
    Processes.run(Map.of(), "rm", "-rf", "out/notebooks");
  }

  /**
   * Pieces of the outputs; figures that hang on the machine (the last digits of scores) are not.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "choose-anchors | 20,231 boxes; average IoU 0.78; elbow at k = 4; image/svg+xml",
        "first-look | maxDets=100 ] = 0.9; <td>star</td>; image/svg+xml; 000291.jpg",
        "compare-two-models | coco AP     0.91; <td>AP50</td>; >triangle<; image/svg+xml",
        "find-wrong-labels | 1,496 labels, 70 of them; <td>wrong-class</td>; rank 1<",
        "write-your-own-head | triangle 0.90: 40, 35, 60, 45; has shape [1, 84, 1];"
            + " the same as the built-in head's: true"
      })
  void aNotebookRunsWithoutAnErrorAndShowsItsResults(
      String name, String pieces, @TempDir Path folder) throws Exception {
    needsJupyter();
    Processes.Result result =
        Processes.run(Map.of(), "jobs/notebook", "--out", folder.toString(), name);
    assertEquals(0, result.code(), () -> result.out() + result.err());
    String shown = outputs(folder.resolve(name + ".ipynb"));
    for (String piece : pieces.split("; ")) {
      assertTrue(shown.contains(piece), () -> name + " does not show '" + piece + "':\n" + shown);
    }
  }

  @Test
  void committedNotebooksHaveRunAndAreSmall() throws IOException {
    try (Stream<Path> files = Files.list(Processes.HOME.resolve("notebooks"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ipynb")).toList()) {
        assertTrue(Files.size(file) < MOST_BYTES, () -> file + ": " + file.toFile().length());
        assertFalse(outputs(file).isBlank(), () -> file + ": run it with jobs/notebook");
      }
    }
  }

  @Test
  void aWrongNameIsOneLine() throws Exception {
    needsJupyter();
    Processes.Result result = Processes.run(Map.of(), "jobs/notebook", "nothing");
    assertEquals(2, result.code());
    assertTrue(
        result.err().startsWith("notebook: nothing: no such notebook; there are choose-anchors "),
        result.err());
  }

  private static void needsJupyter() throws Exception {
    boolean there =
        Processes.run(Map.of(), "bash", "-c", "command -v jupyter-nbconvert").code() == 0;
    if (!there) {
      String reason = "SKIPPED: needs Jupyter (Debian: apt-get install jupyter-nbconvert)";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
  }

  /** All outputs of a notebook whose code cells have all run, in order and without an error. */
  private static String outputs(Path file) throws IOException {
    List<String> shown = new ArrayList<>();
    int ran = 0;
    for (JsonNode cell : JSON.readTree(file.toFile()).get("cells")) {
      if (cell.get("cell_type").asText().equals("code")) {
        assertEquals(++ran, cell.get("execution_count").asInt(), () -> file + ": " + cell);
        for (JsonNode output : cell.get("outputs")) {
          assertFalse(
              output.get("output_type").asText().equals("error"), () -> file + ": " + output);
          output.path("text").forEach(line -> shown.add(line.asText()));
          output
              .path("data")
              .fields()
              .forEachRemaining(
                  data -> {
                    shown.add(data.getKey() + "\n");
                    data.getValue().forEach(line -> shown.add(line.asText()));
                  });
        }
      }
    }
    return String.join("", shown);
  }
}
