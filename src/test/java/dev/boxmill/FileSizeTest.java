package dev.boxmill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One concept a file: files stay small. */
class FileSizeTest {
  private static final int MOST = 400;
  private static final int MEDIAN = 120;

  @Test
  void sourcesStaySmall() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      sources = files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
    assertTrue(sources.size() > 50, "sources found");
    List<String> large = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      lengths.add(lines);
      if (lines > MOST) {
        large.add(source + ": " + lines + " lines");
      }
    }
    assertEquals(List.of(), large);
    int median = lengths.stream().sorted().toList().get(lengths.size() / 2);
    assertTrue(median <= MEDIAN, () -> "median " + median);
  }
}
