package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects in a temporary file are read and written as those on the heap, byte for byte. */
class FileTablesTest {
  private static final int TRIALS = 10;

  static Stream<AnnotationFormat> formats() {
    return AnnotationFormats.all().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatReadsAndWritesTheSame(AnnotationFormat from) throws IOException {
    Random random = new Random(11);
    for (int trial = 0; trial < TRIALS; trial++) {
      Annotations all = RandomAnnotations.make(random, from);
      MemoryTree files = MemoryTree.of(from, all);
      ReadOptions options =
          ReadOptions.plain().wanting(Set.of(Want.IF_THERE)).with(AnnotationViews.sizes(all));
      Annotations heap = from.read(files, options);
      Annotations file = from.read(files, options.withHeapBytes(0));
      assertEquals(heap.groundTruths().size(), file.groundTruths().size());
      if (file.groundTruths().size() > 0) {
        assertThrows(UnsupportedOperationException.class, file.groundTruths()::boxes);
      }
      for (AnnotationFormat to : AnnotationFormats.all()) {
        assertEquals(to.losses(heap).counts(), to.losses(file).counts());
        assertEquals(written(to, heap), written(to, file), from.id() + " to " + to.id());
      }
    }
  }

  /** Files as text, or what keeps the format from writing them. */
  private static Map<String, String> written(AnnotationFormat to, Annotations all)
      throws IOException {
    MemoryTree tree;
    try {
      tree = MemoryTree.of(to, all);
    } catch (UserException e) {
      return Map.of("", e.getMessage());
    }
    Map<String, String> texts = new TreeMap<>();
    for (String path : tree.paths()) {
      texts.put(path, new String(tree.get(path), StandardCharsets.ISO_8859_1));
    }
    return texts;
  }

  /**
   * Of thirty annotations every third has the id of the one before, every fifth an unknown image
   * and every seventh an unknown class; most are reported at their line in the file.
   */
  @Test
  void badRecordsAreReportedAndLeftOutAlike() throws IOException {
    StringBuilder json =
        new StringBuilder(
            """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9}],
            "categories": [{"id": 1, "name": "cat"}],
            "annotations": [""");
    for (int i = 0; i < 30; i++) {
      json.append(i == 0 ? "\n" : ",\n")
          .append(
              "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"bbox\": [1, 2, 3, %d]}"
                  .formatted(i % 3 == 2 ? 99 - i : 100 - i, i % 5 / 4 + 1, i % 7 / 6 + 1, i));
    }
    json.append("]}");
    MemoryTree tree = new MemoryTree(true);
    tree.put("gt.json", json.toString().getBytes(StandardCharsets.UTF_8));
    List<List<String>> said = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    for (long bytes : new long[] {Long.MAX_VALUE, 0, 500}) {
      ReadReport report = ReadReport.skipping();
      ReadOptions options =
          new ReadOptions(report, ImageSizes.NONE, List.of(), Set.of(Want.IF_THERE), bytes);
      Annotations all = new CocoFormat().read(tree, options);
      said.add(List.copyOf(report.messages()));
      MemoryTree out = MemoryTree.of(new CocoFormat(), all);
      kept.add(out.get("annotations.json"));
    }
    // Ids count down; those of rows 2, 5, ... are what rows 3, 6, ... have: 97, 94, ...
    assertTrue(
        said.get(0).get(0).contains(":7:1: annotations[3]: id 97 comes twice"), said.get(0) + "");
    assertEquals(9 + 6 + 4 - 4, said.get(0).size(), said.get(0) + "");
    assertEquals(said.get(0), said.get(1));
    assertEquals(said.get(0), said.get(2));
    assertArrayEquals(kept.get(0), kept.get(1));
    assertArrayEquals(kept.get(0), kept.get(2));
  }
}
