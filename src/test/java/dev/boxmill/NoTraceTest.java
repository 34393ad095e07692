package dev.boxmill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project holds nothing of the machine that it was written on. */
class NoTraceTest {
  /** Absolute paths of home and work folders; a relative path may contain the same words. */
  private static final Pattern PLACES =
      Pattern.compile("(?<![\\w.)}$-])/(?:work|root|home/\\w+|tmp/wt|Users/\\w+)(?![\\w-])");

  /** Repositories other than Maven Central, package mirrors, private addresses. */
  private static final Pattern HOSTS =
      Pattern.compile(
          "<(?:pluginRepositor|repositor|mirror)(?:y|ies|s)?>"
              + "|https?://[^\\s/\"']*(?:nexus|artifactory|mirror|registry)"
              + "|https?://(?:10\\.|192\\.168\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.)");

  @Test
  void noFileNamesThisMachine() throws IOException {
    List<Path> files = TrackedFiles.text();
    assertTrue(files.size() > 100, "files found");
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (file.endsWith("NoTraceTest.java")) {
        continue;
      }
      int number = 0;
      // Any bytes: what matters here is ASCII.
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        number++;
        if (traces(line)) {
          found.add(file + ":" + number);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static boolean traces(String line) {
    return PLACES.matcher(line).find() || HOSTS.matcher(line).find();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd /work/project",
        "\"/root/.m2\"",
        "file:/tmp/wt/x",
        "/home/someone",
        "<repositories>",
        "<mirror>",
        "https://nexus.example.org/maven",
        "http://10.1.2.3:8081/x"
      })
  void finds(String line) {
    assertTrue(traces(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark/work/app",
        "$HOME/work/x",
        "a square /rooted",
        "https://repo.maven.apache.org/maven2",
        "http://localhost:4040"
      })
  void passes(String line) {
    assertFalse(traces(line));
  }
}
