package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of many small files: read at the same time, to what one thread reads. */
class ManyFilesTest {
  private static final ImageSizes SIZES = name -> new ImageSizes.Size(100, 100);

  private static Annotations read(String id, FileTree tree, ReadReport report, int threads)
      throws IOException {
    ReadOptions options = new ReadOptions(report, SIZES, List.of(), Set.of());
    return switch (id) {
      case "voc" -> VocReader.read(tree, options, threads);
      case "yolo" -> new YoloReader(tree, options, threads).read();
      default -> KittiFormat.read(tree, options, threads);
    };
  }

  private static String json(Annotations all) throws IOException {
    MemoryTree tree = MemoryTree.of(AnnotationFormats.find("--to", "coco"), all);
    return new String(tree.get(tree.paths().get(0)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"voc,pascalvoc_format", "yolo,yolo_format"})
  void aRealFolderReadsTheSameWithAnyNumberOfThreads(String id, String folder) throws IOException {
    FileTree tree = FileTree.of(SharedData.require("fixtures/voc/voc100/gts/" + folder));
    String one = json(read(id, tree, ReadReport.failing(), 1));
    assertTrue(one.contains("\"bbox\""));
    assertEquals(one, json(read(id, tree, ReadReport.failing(), 3)));
    assertEquals(one, json(read(id, tree, ReadReport.failing(), 32)));
  }

  /**
   * Of 500 files, the numbers 100, 101, ... 119 are bad: one of two objects (100, 104, ...), the
   * whole file (101, 105, ...), a second file about an image (102, ...); every fourth is good.
   */
  private static MemoryTree damaged(String id) {
    MemoryTree tree = new MemoryTree(false);
    tree.put("data.yaml", "names: [cat]".getBytes(StandardCharsets.UTF_8));
    // KITTI would take the line for a label.
    String list = id.equals("kitti") ? "" : "images/000/499.png\n";
    tree.put("images.txt", list.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 500; i++) {
      boolean bad = i >= 100 && i < 120;
      String name = "%03d".formatted(bad && i % 4 == 2 ? i - 3 : i);
      String text = id.equals("voc") ? voc(name, bad && i % 4 == 0) : lines(id, bad && i % 4 == 0);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bad && i % 4 == 1) {
        bytes[bytes.length - 2] = (byte) 0xFF;
      }
      // Which folder a label file lies in tells nothing of its image: 98 and 102/98 are one.
      String folder = "labels/%03d".formatted(i);
      tree.put(
          id.equals("voc") ? folder + ".xml" : "part-" + folder.substring(7) + "/" + name + ".txt",
          bytes);
    }
    return tree;
  }

  private static String voc(String name, boolean bad) {
    String object =
        "<object><name>cat</name><bndbox><xmin>%s</xmin><ymin>1</ymin>"
            + "<xmax>5</xmax><ymax>9</ymax></bndbox></object>";
    return "<annotation><filename>"
        + name
        + ".png</filename><size><width>100</width><height>100</height></size>"
        + object.formatted("2")
        + object.formatted(bad ? "x" : "3")
        + "</annotation>";
  }

  private static String lines(String id, boolean bad) {
    String line =
        id.equals("yolo")
            ? "0 .5 .5 %s .2\n"
            : "cat 0 0 0 1 %s 5 9 -1 -1 -1 -1000 -1000 -1000 -10\n";
    return line.formatted("1") + line.formatted(bad ? "x" : ".5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"voc", "yolo", "kitti"})
  void badFilesAmongGoodAreTheSameWithAnyNumberOfThreads(String id) throws IOException {
    MemoryTree tree = damaged(id);
    ReadReport report = ReadReport.skipping();
    String one = json(read(id, tree, report, 1));
    // Five bad objects, five bad files, five second ones.
    assertEquals(15, report.badRecords());
    String first =
        assertThrows(UserException.class, () -> read(id, tree, ReadReport.failing(), 1))
            .getMessage();
    for (int threads : new int[] {2, 32}) {
      ReadReport again = ReadReport.skipping();
      assertEquals(one, json(read(id, tree, again, threads)));
      assertEquals(report.problems(), again.problems());
      assertEquals(
          first,
          assertThrows(UserException.class, () -> read(id, tree, ReadReport.failing(), threads))
              .getMessage());
    }
  }

  @Test
  void problemsStandInTheOrderOfPaths() throws IOException {
    ReadReport report = ReadReport.skipping();
    read("voc", damaged("voc"), report, 32);
    List<String> order = new ArrayList<>();
    for (String message : report.messages()) {
      order.add(message.substring("memory/labels/".length()).substring(0, 3));
    }
    assertEquals(
        List.of(
            "100", "101", "102", "104", "105", "106", "108", "109", "110", "112", "113", "114",
            "116", "117", "118"),
        order);
  }

  @Test
  void aFileOfManyBadLinesIsCountedWhole() throws IOException {
    MemoryTree tree = new MemoryTree(false);
    tree.put("a.txt", "short line\n".repeat(1234).getBytes(StandardCharsets.UTF_8));
    tree.put("b.txt", "short line\n".getBytes(StandardCharsets.UTF_8));
    ReadReport report = ReadReport.skipping();
    read("kitti", tree, report, 2);
    assertEquals(1235, report.badRecords());
    assertEquals(100, report.messages().size());
  }

  /** Whose files open only when as many are being opened, and that counts openings. */
  private record Gate(MemoryTree files, CountDownLatch latch, Set<String> opened, Set<String> twice)
      implements FileTree {
    Gate(MemoryTree files, int together) {
      this(
          files,
          new CountDownLatch(together),
          ConcurrentHashMap.newKeySet(),
          ConcurrentHashMap.newKeySet());
    }

    @Override
    public String name() {
      return "gate";
    }

    @Override
    public boolean single() {
      return false;
    }

    @Override
    public List<String> paths() {
      return files.paths();
    }

    @Override
    public InputStream open(String path) {
      if (!opened.add(path)) {
        twice.add(path);
      }
      if (!path.equals("data.yaml")) {
        Waiting.together(latch);
      }
      return files.open(path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"voc", "yolo", "kitti"})
  void filesAreOpenedAtTheSameTimeAndOnce(String id) throws IOException {
    MemoryTree files = damaged(id);
    Gate tree = new Gate(files, Ahead.THREADS);
    read(id, tree, ReadReport.skipping(), Ahead.THREADS);
    assertTrue(tree.opened().size() >= 500);
    // A list of images is read from what was held, too.
    assertEquals(Set.of(), tree.twice());
  }

  @Test
  void sizesOfImagesAreFoundAtTheSameTimeAndOnce() throws IOException {
    MemoryTree files = new MemoryTree(false);
    files.put("data.yaml", "names: [cat]".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 200; i++) {
      files.put("images/%03d.png".formatted(i), new byte[0]);
      if (i % 2 == 0) {
        files.put(
            "labels/%03d.txt".formatted(i), lines("yolo", false).getBytes(StandardCharsets.UTF_8));
      }
    }
    CountDownLatch labelled = new CountDownLatch(Ahead.THREADS);
    CountDownLatch others = new CountDownLatch(Ahead.THREADS);
    Set<String> asked = ConcurrentHashMap.newKeySet();
    ImageSizes sizes =
        name -> {
          assertTrue(asked.add(name), name);
          boolean even = (name.charAt(2) - '0') % 2 == 0;
          Waiting.together(even ? labelled : others);
          return new ImageSizes.Size(640, 480);
        };
    Annotations all = new YoloReader(files, ReadOptions.plain().with(sizes), Ahead.THREADS).read();
    assertEquals(200, asked.size());
    assertEquals(200, all.images().size());
    Set<Integer> widths = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      widths.add(all.images().image(i).width());
    }
    assertEquals(Set.of(640), widths);
  }
}
