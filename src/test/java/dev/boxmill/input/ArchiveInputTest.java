package dev.boxmill.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.io.SequenceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold the images of a job. */
final class ArchiveInputTest {
  private static final String BYTES = "message m {required binary path (STRING); optional binary ";

  @TempDir Path folder;

  /** One of each kind, called by something that says nothing where {@code anonymous}. */
  private Path make(String kind, boolean anonymous, Map<String, byte[]> images) throws IOException {
    Path file = folder.resolve(anonymous ? "data" : "data." + kind);
    return switch (kind) {
      case "tar" -> Inputs.tar(file, images);
      case "zip" -> Inputs.zip(file, images);
      case "parquet" -> Inputs.parquet(file, BYTES + "bytes;}", images);
      case "seq" -> Inputs.sequence(file, SequenceFile.CompressionType.NONE, images);
      case "record.seq" -> Inputs.sequence(file, SequenceFile.CompressionType.RECORD, images);
      case "block.seq" -> Inputs.sequence(file, SequenceFile.CompressionType.BLOCK, images);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static String name(Path file, String kind, String entry) {
    return kind.equals("tar") || kind.equals("zip") ? file + "/" + entry : entry;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "zip", "parquet", "seq", "record.seq", "block.seq"})
  void givesEveryImageInItsOrderAndInAnyOther(String kind) throws Exception {
    for (boolean anonymous : new boolean[] {false, true}) {
      Map<String, byte[]> images = Inputs.images(20);
      Path file = make(kind, anonymous, images);
      List<ImageEntry> entries = Inputs.list(file);
      assertEquals(
          images.keySet().stream().map(n -> name(file, kind, n)).toList(),
          entries.stream().map(ImageEntry::path).toList());
      check(images, file, kind, Inputs.read(entries));
      // A task begins anywhere, and what it reads does not depend on what it read before.
      List<ImageEntry> shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, new Random(1));
      check(images, file, kind, Inputs.read(shuffled));
    }
  }

  private static void check(
      Map<String, byte[]> images, Path file, String kind, Map<String, byte[]> read) {
    assertEquals(images.size(), read.size());
    images.forEach((n, bytes) -> assertArrayEquals(bytes, read.get(name(file, kind, n)), n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "zip", "parquet", "seq"})
  void damageIsOneLineOrTheImagesOwnError(String kind) throws Exception {
    byte[] whole = Files.readAllBytes(make(kind, false, Inputs.images(6)));
    Path cut = folder.resolve("cut." + kind);
    for (int length = 0; length < whole.length; length += whole.length / 40) {
      Files.write(cut, Arrays.copyOf(whole, length));
      try {
        Inputs.read(Inputs.list(cut));
      } catch (UserException | IOException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      byte[] spoiled = whole.clone();
      for (int i = 0; i < 8; i++) {
        spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
      }
      Files.write(cut, spoiled);
      try {
        Inputs.read(Inputs.list(cut));
      } catch (UserException | IOException | UnreadableImageException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @Test
  void namesThatClimbOutAreOnlyNames() throws Exception {
    Map<String, byte[]> images = new LinkedHashMap<>();
    images.put("../../outside.jpg", Inputs.text("a"));
    images.put("/etc/absolute.png", Inputs.text("b"));
    images.put("./here.jpg", Inputs.text("c"));
    for (Path file :
        List.of(
            Inputs.tar(folder.resolve("a.tar"), images),
            Inputs.zip(folder.resolve("a.zip"), images))) {
      Map<String, byte[]> read = Inputs.read(Inputs.list(file));
      assertEquals(
          List.of(file + "/../../outside.jpg", file + "//etc/absolute.png", file + "/here.jpg"),
          List.copyOf(read.keySet()));
      assertArrayEquals(Inputs.text("a"), read.get(file + "/../../outside.jpg"));
    }
  }

  @Test
  void labelsAndHiddenEntriesArePassedOver() throws Exception {
    Map<String, byte[]> shard = new LinkedHashMap<>();
    for (String name : new String[] {"1.jpg", "1.json", "1.cls", "._1.jpg", "__MACOSX/1.jpg"}) {
      shard.put(name, Inputs.text(name));
    }
    Path tar = Inputs.tar(folder.resolve("shard-000000.tar"), shard);
    assertEquals(List.of(tar + "/1.jpg"), List.copyOf(Inputs.read(Inputs.list(tar)).keySet()));
  }

  @Test
  void appendingToATarReplacesAnEntry() throws Exception {
    Path one = Inputs.tar(folder.resolve("one.tar"), Map.of("a.jpg", Inputs.text("old")));
    Path two = Inputs.tar(folder.resolve("two.tar"), Map.of("a.jpg", Inputs.text("new")));
    // A header and a block of data, then the other archive.
    ByteBuffer both = ByteBuffer.allocate(1024 + (int) Files.size(two));
    both.put(Files.readAllBytes(one), 0, 1024).put(Files.readAllBytes(two));
    Path tar = Files.write(folder.resolve("both.tar"), both.array());
    assertArrayEquals(Inputs.text("new"), Inputs.read(Inputs.list(tar)).get(tar + "/a.jpg"));
  }

  @Test
  void aZipsDirectoryCannotLieAboutSizes() throws Exception {
    Path zip = folder.resolve("bomb.zip");
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("stored.jpg", new byte[10]);
    two.put("bomb.jpg", new byte[1 << 20]);
    byte[] bytes = Files.readAllBytes(Inputs.zip(zip, two));
    // The directory's second record claims that a megabyte of zeros unpacks to ten bytes.
    int directory = lastIndexOf(bytes, 0x02014B50);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 10);
    Files.write(zip, bytes);
    ImageEntry bomb = Inputs.list(zip).get(1);
    IOException e = assertThrows(IOException.class, () -> Inputs.read(List.of(bomb)));
    assertTrue(e.getMessage().contains("another length"), e.getMessage());
  }

  private static int lastIndexOf(byte[] bytes, int mark) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = bytes.length - 4; ; i--) {
      if (b.getInt(i) == mark) {
        return i;
      }
    }
  }

  @Test
  void tooLongEntriesAreNotRead() throws Exception {
    Map<String, byte[]> images = Map.of("a.jpg", new byte[1000]);
    for (Path file :
        List.of(
            Inputs.tar(folder.resolve("b.tar"), images),
            Inputs.zip(folder.resolve("b.zip"), images),
            Inputs.folder(folder.resolve("b"), images))) {
      DecodeOptions most = new DecodeOptions(1, 999, false);
      try (EntryReader reader = new EntryReader(most, Inputs.CONFIGURATION)) {
        UnreadableImageException e =
            assertThrows(
                UnreadableImageException.class,
                () -> reader.open(Inputs.list(file).get(0)).fetch());
        assertEquals("too-many-bytes: 1000 bytes, --max-bytes is 999", e.getMessage());
      }
    }
  }

  @Test
  void compressedTarsAndForeignColumnsAreSaidToBeSo() throws Exception {
    Path gz = Files.write(folder.resolve("a.tar.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
    assertTrue(message(gz).contains("gunzip"), message(gz));
    Path parquet =
        Inputs.parquet(
            folder.resolve("x.parquet"), "message m {required binary x;}", Inputs.images(1));
    assertTrue(message(parquet).contains("'path'"), message(parquet));
  }

  private static String message(Path file) {
    return assertThrows(UserException.class, () -> Inputs.list(file)).getMessage();
  }
}
