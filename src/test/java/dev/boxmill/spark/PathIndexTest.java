package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.input.ImageEntry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PathIndexTest {

  @Test
  void namesTheTaskOfEveryPathOnce() {
    PathIndex index = PathIndex.of(List.of(images("a", "b", "a"), images(), images("c", "a")));
    assertArrayEquals(new int[] {0, 2}, index.tasks("a"));
    assertArrayEquals(new int[] {0}, index.tasks("b", "b"));
    assertArrayEquals(new int[] {2, 0}, index.tasks("c", "b"));
    assertArrayEquals(new int[] {}, index.tasks("d"));
  }

  @Test
  void pathsOfOneHashCodeNameBothTasks() {
    assertEquals("Aa".hashCode(), "BB".hashCode());
    PathIndex index = PathIndex.of(List.of(images("x"), images("Aa"), images("BB"), images("y")));
    assertArrayEquals(new int[] {1, 2}, index.tasks("BB"));
  }

  @Test
  void negativeHashCodesAreFoundToo() {
    String path = "images/1.jpg";
    assertEquals(-1, Integer.signum(path.hashCode()));
    PathIndex index = PathIndex.of(List.of(images("a", "zz"), images(path)));
    assertArrayEquals(new int[] {1}, index.tasks(path));
    assertArrayEquals(new int[] {0}, index.tasks("zz"));
  }

  private static List<ImageEntry> images(String... paths) {
    return Stream.of(paths).map(path -> ImageEntry.file(path, 1)).toList();
  }
}
