package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumableFolderTest {
  private static final Map<String, String> RUN = Map.of("model", "a", "--nms", "hard");

  @TempDir Path folder;

  private ResumableFolder open(Map<String, String> run, boolean overwrite) {
    String out = folder.resolve("out").toString();
    return ResumableFolder.open(out, run, overwrite, new Configuration());
  }

  private static void write(ResumableFolder out, String name) throws IOException {
    Files.writeString(Path.of(out.place().toUri().getPath(), name), name);
  }

  /** A run that fails, or is killed, behind one wave of one file. */
  private void fail() throws IOException {
    try (ResumableFolder out = open(RUN, false)) {
      write(out, "part-0.parquet");
      out.commitWave(IntNode.valueOf(7));
      write(out, "part-1.parquet");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  private String refused(Map<String, String> run, boolean overwrite) {
    return assertThrows(UserException.class, () -> open(run, overwrite).close()).getMessage();
  }

  @Test
  void wavesThatAreSafeStayAndOthersGo() throws IOException {
    fail();
    assertTrue(names().contains(".out.unfinished/part-1.parquet"));
    try (ResumableFolder out = open(RUN, false)) {
      assertEquals(List.of(IntNode.valueOf(7)), out.waves());
      write(out, "part-2.parquet");
      out.commitWave(IntNode.valueOf(8));
      out.commit();
    }
    assertEquals(List.of("out/part-0.parquet", "out/part-2.parquet"), names());
  }

  @Test
  void whatAKilledRunWasAtIsNotHeldAgainstItsImages() throws IOException {
    String killed;
    try (ResumableFolder out = open(RUN, false)) {
      out.commitWave(IntNode.valueOf(7));
      killed = out.tries().toString();
    }
    new TryNotes(killed, new Configuration()).write("batch");
    assertEquals(Set.of("batch"), new TryNotes(killed, new Configuration()).left());
    try (ResumableFolder out = open(RUN, false)) {
      String tries = out.tries().toString();
      assertEquals(killed, tries);
      assertEquals(Set.of(), new TryNotes(tries, new Configuration()).left());
    }
  }

  @Test
  void withoutAWaveNothingStays() throws IOException {
    try (ResumableFolder out = open(RUN, false)) {
      write(out, "part-0.parquet");
    }
    assertEquals(List.of(), names());
    assertFalse(Files.exists(folder.resolve(".out.unfinished")));
  }

  @Test
  void whatChangedIsNamedAndOnlyOverwriteGoesPastIt() throws IOException {
    fail();
    assertTrue(refused(Map.of("model", "b", "--nms", "hard"), false).contains("(a, now b)"));
    assertTrue(refused(Map.of("model", "a"), false).contains("another --nms (hard, now none)"));
    try (ResumableFolder out = open(Map.of("model", "b"), true)) {
      assertEquals(List.of(), out.waves());
      out.commit();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aRunAtWorkIsLeftAlone() {
    try (ResumableFolder first = open(RUN, false)) {
      assertTrue(refused(RUN, true).contains("another run is writing it"));
      first.commitWave(IntNode.valueOf(1));
    }
  }

  /** The mark goes after the folder is in its place: a run killed between is gone on with there. */
  @Test
  void aRunKilledBetweenItsLastStepsIsGoneOnWith() throws IOException {
    fail();
    Files.move(folder.resolve(".out.unfinished"), folder.resolve("out"));
    try (ResumableFolder out = open(RUN, false)) {
      assertEquals(1, out.waves().size());
      out.commit();
    }
    assertEquals(List.of("out/part-0.parquet"), names());
  }

  @Test
  void overwriteRemovesOnlyWhatDetectWrote() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("thesis.tex"), "years of work");
    assertTrue(refused(RUN, true).contains("it is no result of detect"));
    Files.writeString(out.resolve("_run.json"), "{\"job\": \"detect\"}");
    assertTrue(refused(RUN, true).contains("it also holds thesis.tex"));
    assertTrue(refused(RUN, false).contains("already there"));
    Files.delete(out.resolve("thesis.tex"));
    Files.writeString(out.resolve("part-9.parquet"), "old");
    try (ResumableFolder failing = open(RUN, true)) {
      write(failing, "part-0.parquet");
    }
    assertEquals(List.of("out/_run.json", "out/part-9.parquet"), names());
    try (ResumableFolder better = open(RUN, true)) {
      write(better, "part-0.parquet");
      better.commit();
    }
    assertEquals(List.of("out/part-0.parquet"), names());
  }
}
