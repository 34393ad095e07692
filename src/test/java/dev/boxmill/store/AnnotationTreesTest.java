package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Ahead;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and archives give the same files, and hostile archives a message. */
class AnnotationTreesTest {
  private static final int MUTANTS = Integer.getInteger("boxmill.mutants", 500);

  /** Names that URIs, shells and code pages have trouble with. */
  private static final List<String> NAMES =
      List.of("a b/c%20d.txt", "a:b.txt", "x/y/z/deep.xml", "ü/物.json");

  @TempDir Path folder;

  private FileTree open(Path path) {
    return AnnotationTrees.open("--in", path.toString(), new Configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "zip", "tar", "tar.gz"})
  void theSameFilesHoweverTheyArePacked(String kind) throws IOException {
    Path path = folder.resolve("data." + kind);
    switch (kind) {
      case "folder" -> {
        for (String name : NAMES) {
          Path file = path.resolve(name);
          Files.createDirectories(file.getParent());
          Files.writeString(file, "text of " + name);
        }
        Files.writeString(path.resolve(".hidden"), "");
      }
      case "zip" -> Files.write(path, zip(NAMES));
      case "tar" -> Files.write(path, tar(NAMES));
      default -> {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
          out.write(tar(NAMES));
        }
      }
    }
    List<Path> before = temporaries();
    try (FileTree tree = open(path)) {
      assertEquals(NAMES, tree.paths());
      for (String name : NAMES) {
        try (var in = tree.open(name)) {
          assertEquals("text of " + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    assertEquals(before, temporaries(), "copies of archives are deleted");
  }

  @Test
  void aFileCompressedAloneIsThatFile() throws IOException {
    Path path = folder.resolve("instances.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    try (FileTree tree = open(path);
        var in = tree.open(tree.paths().get(0))) {
      assertTrue(tree.single());
      assertEquals("{}", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out.txt", "a/../../out.txt", "/etc/passwd", "C:\\out.txt"})
  void entriesThatLeadOutAreRefused(String name) throws IOException {
    for (byte[] archive : List.of(zip(List.of(name)), tar(List.of(name)))) {
      Path path = Files.write(folder.resolve("bad"), archive);
      UserException e = assertThrows(UserException.class, () -> open(path));
      assertTrue(e.getMessage().startsWith(path + ": entry '"), e.getMessage());
    }
  }

  @Test
  void anEntryThatUnpacksEndlesslyIsCutOff() throws IOException {
    var endless =
        new BoundedInput(
            new java.io.InputStream() {
              @Override
              public int read() {
                return 'a';
              }
            },
            1000,
            "bomb.zip/a.txt");
    UserException e = assertThrows(UserException.class, endless::readAllBytes);
    assertEquals("bomb.zip/a.txt: unpacks to more than 1000 bytes; split the file", e.getMessage());
  }

  @Test
  void damagedArchivesGiveFilesOrAMessage() throws IOException {
    Random random = new Random(9);
    byte[][] archives = {zip(NAMES), tar(NAMES)};
    int[] outcomes = new int[2];
    for (int i = 0; i < MUTANTS; i++) {
      byte[] archive = Mutations.mutate(archives[i % 2], random);
      Path path = Files.write(folder.resolve("damaged"), archive);
      try (FileTree tree = open(path)) {
        for (String name : tree.paths()) {
          try (var in = tree.open(name)) {
            in.readAllBytes();
          }
        }
        outcomes[0]++;
      } catch (UserException | IOException e) {
        // Whoever reads a file makes a UserException of what streams throw.
        outcomes[1]++;
      }
    }
    assertTrue(outcomes[0] > 0 && outcomes[1] > 0, outcomes[0] + " read, " + outcomes[1] + " not");
  }

  private static List<Path> temporaries() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().endsWith(".archive")).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "tar"})
  void severalThreadsReadAnArchiveAtOnce(String kind) throws IOException {
    List<String> names = IntStream.range(1000, 4000).mapToObj(i -> "f" + i).toList();
    Path path = folder.resolve("data." + kind);
    Files.write(path, kind.equals("zip") ? zip(names) : tar(names));
    try (FileTree tree = open(path);
        Ahead<String> texts = new Ahead<>(8)) {
      int next = 0;
      for (String name : names) {
        while (next < names.size() && !texts.isFull()) {
          String ahead = names.get(next++);
          texts.give(() -> text(tree, ahead));
        }
        assertEquals("text of " + name, texts.take());
      }
    }
  }

  private static String text(FileTree tree, String name) throws IOException {
    try (var in = tree.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] zip(List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(("text of " + name).getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** With a link, which is left out. */
  private static byte[] tar(List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      out.putArchiveEntry(link);
      out.closeArchiveEntry();
      for (String name : names) {
        byte[] text = ("text of " + name).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(text.length);
        out.putArchiveEntry(entry);
        out.write(text);
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
