package dev.boxmill.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.io.SequenceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, globs and lists. */
final class ImageListingTest {
  @TempDir Path folder;

  private static List<String> paths(List<ImageEntry> entries) {
    return entries.stream().map(ImageEntry::path).toList();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void foldersAreListedWithAllBelowThemSortedAndOnce() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      files.put("d" + i % 7 + "/e" + i % 5 + "/f" + i + ".JPG", new byte[i]);
    }
    Path root = Inputs.folder(folder.resolve("a[1] ü%20 b"), files);
    Files.writeString(root.resolve("d1/notes.txt"), "no image");
    Files.writeString(root.resolve("d1/.hidden.jpg"), "");
    Files.writeString(root.resolve("d1/photos.zip"), "passed over beside images");
    List<ImageEntry> entries = Inputs.list(root, root.resolve("d3"), root.resolve("d1/e1"));
    assertEquals(
        files.keySet().stream().map(name -> root + "/" + name).sorted().toList(), paths(entries));
    for (ImageEntry entry : entries) {
      assertEquals(
          files.get(entry.path().substring(root.toString().length() + 1)).length, entry.length());
    }
    assertEquals(files.size(), Inputs.read(entries).size());
  }

  @Test
  void aFolderOfShardsIsItsShards() throws Exception {
    Path shards = Files.createDirectories(folder.resolve("shards/deep")).getParent();
    Inputs.tar(shards.resolve("deep/b.tar"), Map.of("1.jpg", new byte[3]));
    Inputs.zip(shards.resolve("a.zip"), Map.of("1.jpg", new byte[4]));
    Inputs.parquet(
        shards.resolve("part-0.parquet"),
        "message m {required binary path (STRING); required binary content;}",
        Map.of("x", new byte[5]));
    Files.writeString(shards.resolve("labels.json"), "not looked at");
    assertEquals(
        List.of(shards + "/a.zip/1.jpg", shards + "/deep/b.tar/1.jpg", "x"),
        paths(Inputs.list(shards)));
    assertEquals(2, Inputs.list(Path.of(shards + "/{a.zip,deep/*.tar}")).size());
  }

  @Test
  void listsNameImagesRelativeToThemselvesOrToTheRoot() throws Exception {
    Map<String, byte[]> files = Map.of("p/1.jpg", new byte[1], "p/x: 2.jpg", new byte[2]);
    Inputs.folder(folder, files);
    Path absolute = folder.resolve("p/1.jpg");
    List<String> both = List.of(folder + "/p/1.jpg", folder + "/p/x: 2.jpg");
    assertEquals(both, paths(Inputs.list(write("l.txt", absolute + "\n\np/x: 2.jpg\r\n"))));
    assertEquals(
        both, paths(Inputs.list(write("l.csv", "id,path\n1,p/1.jpg\n2,\"p/x: 2.jpg\"\n"))));
    assertEquals(
        both,
        paths(
            Inputs.list(
                Inputs.parquet(
                    folder.resolve("l.parquet"),
                    "message m {required binary file_name (STRING);}",
                    files))));
    Path coco =
        write(
            "c.json",
            "{\"info\": {}, \"images\": [{\"id\": 1, \"file_name\": \"1.jpg\"},"
                + " {\"file_name\": \"x: 2.jpg\", \"id\": 2}], \"annotations\": []}");
    List<ImageEntry> entries = Inputs.list(folder.resolve("p").toString(), coco);
    assertEquals(both, paths(entries));
    assertArrayEquals(new byte[2], Inputs.read(entries).get(both.get(1)));
    assertEquals(both, paths(Inputs.list("file:" + folder.resolve("p"), coco)));
  }

  @Test
  void everythingWorksOnOtherFileSystems() throws Exception {
    Map<String, byte[]> images = new TreeMap<>(Inputs.images(5));
    Inputs.folder(folder.resolve("deep/er"), images);
    Inputs.tar(folder.resolve("a.tar"), images);
    Inputs.zip(folder.resolve("a.zip"), images);
    Inputs.sequence(folder.resolve("a.seq"), SequenceFile.CompressionType.BLOCK, images);
    String bytes = "message m {required binary path (STRING); required binary bytes;}";
    Inputs.parquet(folder.resolve("a.parquet"), bytes, images);
    write("a.txt", "deep/er/" + String.join("\ndeep/er/", images.keySet()));
    for (String given : new String[] {"deep", "a.tar", "a.zip", "a.seq", "a.parquet", "a.txt"}) {
      String uri = "other:" + folder + "/" + given;
      List<ImageEntry> entries = ImageListing.list(List.of(uri), null, Inputs.CONFIGURATION);
      for (ImageEntry entry : entries) {
        assertTrue(entry.container().startsWith("other:"), entry.container());
      }
      List<byte[]> read = List.copyOf(Inputs.read(entries).values());
      assertEquals(images.size(), read.size(), given);
      int i = 0;
      for (byte[] expected : images.values()) {
        assertArrayEquals(expected, read.get(i++), given);
      }
    }
    String absent = "other:" + folder + "/absent.jpg";
    List<ImageEntry> entries = Inputs.list(write("b.txt", absent));
    assertEquals(
        "no such file", assertThrows(IOException.class, () -> Inputs.read(entries)).getMessage());
  }

  @Test
  void whatAListNamesAndIsNotThereIsThatImagesError() throws Exception {
    List<ImageEntry> entries = Inputs.list(write("l.txt", "absent.jpg\n"));
    IOException e = assertThrows(IOException.class, () -> Inputs.read(entries));
    assertEquals("no such file", e.getMessage());
  }

  @Test
  void mistakesAreOneLine() throws Exception {
    assertTrue(message(folder.resolve("absent")).endsWith("no such file or folder"));
    assertTrue(message(folder.resolve("*.jpg")).endsWith("no such file or folder"));
    assertTrue(message(folder).contains("no images found"), message(folder));
    String csv = message(write("l.csv", "id,name\n1,a\n"));
    assertTrue(csv.contains("'path'"), csv);
    String coco = message(write("a.json", "{\"images\": [{\"file_name\": \"../x.jpg\"}]}"));
    assertTrue(coco.contains("leads out"), coco);
    assertTrue(message(write("b.json", "{\"a\": 1}")).contains("'images' is missing"));
    assertTrue(message(write("c.json", "{\"images\": [")).contains("c.json"));
  }

  @Test
  void differentImagesOfOneNameAreRefused() throws Exception {
    String schema = "message m {required binary path (STRING); required binary bytes;}";
    Path a = Inputs.parquet(folder.resolve("a.parquet"), schema, Map.of("x", new byte[1]));
    Path b = Inputs.parquet(folder.resolve("b.parquet"), schema, Map.of("x", new byte[1]));
    assertEquals(1, Inputs.list(a, a).size());
    String message = assertThrows(UserException.class, () -> Inputs.list(a, b)).getMessage();
    assertTrue(message.contains("two images are called 'x'"), message);
  }

  private static String message(Path given) {
    String message = assertThrows(UserException.class, () -> Inputs.list(given)).getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }
}
