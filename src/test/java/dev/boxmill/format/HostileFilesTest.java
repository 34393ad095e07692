package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that never end are refused in bounded memory, and files of other systems are read. */
class HostileFilesTest {

  /** A beginning, and then one character or pair of characters over and over. */
  private record Endless(String name, String start, String more) implements Source {
    @Override
    public InputStream open() {
      byte[] block = more.repeat(1 << 12).getBytes(StandardCharsets.US_ASCII);
      InputStream endless =
          new InputStream() {
            private int at;

            @Override
            public int read() {
              return block[at++ % block.length];
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
              int n = Math.min(length, block.length - at % block.length);
              System.arraycopy(block, at % block.length, bytes, from, n);
              at = (at + n) % block.length;
              return n;
            }
          };
      return new SequenceInputStream(
          new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)), endless);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "coco         | `{\"images\":`                                  | `[`",
        "coco         | `{\"a\":`                                       | `{\"a\":`",
        "coco         | `{\"images\":[{\"id\":1,\"file_name\":\"`      | `a`",
        "coco         | `{\"images\":[{\"id\":`                         | `1`",
        "coco         | `{\"`                                            | `a`",
        "lvis         | `{\"annotations\":[{\"segmentation\":`          | `[`",
        "coco-panoptic| `{\"annotations\":`                              | `[`",
        "labelstudio  | ``                                               | `[`",
        "labelstudio  | `[{\"data\":{\"image\":\"`                      | `a`",
        "voc          | `<annotation><filename>`                         | `a`",
        "voc          | `<annotation `                                   | `a`",
        "voc          | `<annotation a='`                                | `a`",
        "voc          | `<annotation><!-- `                              | `a`",
        "voc          | `<annotation>`                                   | `<a>`",
        "cvat         | `<annotations><image id='1' name='`              | `a`",
        "cvat         | `<annotations>`                                  | `<a>`",
        "kitti        | `Car 0.00 0`                                     | `1`",
        "openimages   | `ImageID,LabelName,XMin,XMax,YMin,YMax,`         | `a`"
      })
  void whatNeverEndsIsRefusedInOneLine(String id, String start, String more) {
    AnnotationFormat format = AnnotationFormats.find("--format", id);
    FileTree tree = FileTree.of(new Endless("endless." + id, start == null ? "" : start, more));
    UserException e =
        assertThrows(UserException.class, () -> format.read(tree, ReadOptions.plain()));
    assertTrue(e.getMessage().startsWith("endless." + id), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().length() < 300, e.getMessage());
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    for (AnnotationFormat format : AnnotationFormats.all()) {
      Annotations all = RandomAnnotations.make(new Random(3), format);
      MemoryTree unix = MemoryTree.of(format, all);
      MemoryTree windows = new MemoryTree(unix.single());
      for (String path : unix.paths()) {
        byte[] bytes = unix.get(path);
        boolean text = !path.endsWith(".png") && !path.endsWith(".parquet");
        String lines = new String(bytes, StandardCharsets.UTF_8).replace("\n", "\r\n");
        windows.put(path, text ? lines.getBytes(StandardCharsets.UTF_8) : bytes);
      }
      ReadOptions options =
          ReadOptions.plain()
              .wanting(Set.of(Want.IF_THERE))
              .with(name -> new ImageSizes.Size(100, 100));
      Annotations a = format.read(unix, options);
      Annotations b = format.read(windows, options);
      assertTrue(a.groundTruths().size() > 0);
      assertArrayEquals(a.groundTruths().boxes(), b.groundTruths().boxes(), format.id());
      assertEquals(a.categories(), b.categories(), format.id());
      for (int i = 0; i < a.images().size(); i++) {
        assertEquals(a.images().image(i), b.images().image(i), format.id());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void xmlIsReadInTheEncodingItNames(String encoding) throws IOException {
    String declared = encoding.startsWith("UTF-16") ? "UTF-16" : encoding;
    String xml =
        "<?xml version=\"1.0\" encoding=\""
            + declared
            + "\"?>\r\n<annotation><filename>Käse.jpg</filename></annotation>";
    MemoryTree tree = new MemoryTree(false);
    tree.put("a.xml", xml.getBytes(Charset.forName(encoding)));
    Annotations all = new VocFormat().read(tree, ReadOptions.plain());
    assertEquals("Käse.jpg", all.images().fileName(0));
    if (encoding.equals("UTF-8")) {
      tree.put("a.xml", ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_8));
      assertEquals(1, new VocFormat().read(tree, ReadOptions.plain()).images().size());
    }
  }

  @Test
  void bytesThatAreNotInTheEncodingAreNamed() {
    MemoryTree tree = new MemoryTree(false);
    byte[] latin =
        "<annotation><filename>K\u00e4se</filename></annotation>"
            .getBytes(StandardCharsets.ISO_8859_1);
    tree.put("a.xml", latin);
    UserException e =
        assertThrows(UserException.class, () -> new VocFormat().read(tree, ReadOptions.plain()));
    assertTrue(e.getMessage().startsWith("memory/a.xml"), e.getMessage());
    tree.put(
        "a.xml",
        "<?xml version=\"1.0\" encoding=\"klingon\"?><a/>".getBytes(StandardCharsets.US_ASCII));
    e = assertThrows(UserException.class, () -> new VocFormat().read(tree, ReadOptions.plain()));
    assertEquals(
        "memory/a.xml:1: encoding 'klingon' is not known; write the file as UTF-8", e.getMessage());
    assertEquals(List.of("a.xml"), tree.paths());
  }
}
