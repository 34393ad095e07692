package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.ReadReport;
import dev.boxmill.format.Want;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations in Parquet: everything comes back, and what others write is read or refused. */
class ParquetFormatTest {
  private static final AnnotationFormat PARQUET = AnnotationFormats.find("--to", "parquet");

  /** What a table library writes: 64-bit numbers, names of its own, no classes in the metadata. */
  private static final MessageType FOREIGN =
      MessageTypeParser.parseMessageType(
          """
          message schema {
            optional binary path (STRING);
            optional int64 width;
            optional int64 height;
            optional binary comment (STRING);
            optional group annotations (LIST) {
              repeated group list {
                optional group element {
                  optional binary label (STRING);
                  optional double x;
                  optional float y;
                  optional int64 w;
                  optional double h;
                  optional int64 category_id;
                }
              }
            }
          }
          """);

  @TempDir Path folder;

  private record Box(String label, double x, int category) {}

  private record Image(String path, List<Box> boxes) {}

  private FileTree open(Path path) {
    return AnnotationTrees.open("--in", path.toString(), new Configuration());
  }

  private Annotations read(Path path, ReadReport report) throws IOException {
    try (FileTree tree = open(path)) {
      assertEquals("parquet", AnnotationFormats.recognise(tree).id());
      ReadOptions plain = ReadOptions.plain();
      return PARQUET.read(
          tree, new ReadOptions(report, plain.sizes(), List.of(), Set.of(Want.IF_THERE)));
    }
  }

  private void write(Path file, Annotations all) throws IOException {
    PARQUET.write(all, path -> Files.newOutputStream(file));
  }

  private void foreign(Path file, Image... images) throws IOException {
    ParquetRows.write(
        new StreamOutput(Files.newOutputStream(file)),
        FOREIGN,
        Map.of(),
        List.of(images),
        (image, row) ->
            row.add(image.path())
                .add(640L)
                .add(480L)
                .add((String) null)
                .add(
                    image.boxes(),
                    (box, to) -> {
                      to.add(box.label()).add(box.x());
                      to.addFloat(2.5f).add(30L).add(40.0).add((long) box.category());
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../shared/fixtures/coco100/cocoapi/instances_val2014_100.json",
        "../shared/fixtures/coco100/keypoints/gt_dataset.json",
        "../shared/fixtures/lvis100/lvis_val_100.json",
        "models/data/annotations/val.json"
      })
  void everythingOfCocoComesBack(String name) throws IOException {
    Path path =
        name.startsWith("../shared/")
            ? SharedData.require(name.substring("../shared/".length()))
            : Path.of(name);
    ReadOptions rich = ReadOptions.plain().wanting(Set.of(Want.IF_THERE));
    FileTree json = FileTree.of(path);
    Annotations all = AnnotationFormats.recognise(json).read(json, rich);
    Path file = folder.resolve("all.parquet");
    write(file, all);
    same(all, read(file, ReadReport.failing()));
    assertEquals(Map.of(), PARQUET.losses(all).counts());
    // Written anew, now that objects are in the order of images, it is the same file.
    Annotations back = read(file, ReadReport.failing());
    Path again = folder.resolve("again.parquet");
    write(again, back);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  private static void same(Annotations all, Annotations back) {
    assertEquals(all.categories(), back.categories());
    assertEquals(all.images().size(), back.images().size());
    assertEquals(all.labels() == null, back.labels() == null);
    for (int i = 0; i < all.images().size(); i++) {
      assertEquals(all.images().image(i), back.images().image(i));
      if (all.labels() != null) {
        assertArrayEquals(all.labels().absent(i), back.labels().absent(i));
        assertArrayEquals(all.labels().incomplete(i), back.labels().incomplete(i));
      }
    }
    List<GroundTruth> ours = objects(all);
    List<GroundTruth> theirs = objects(back);
    assertEquals(ours.size(), theirs.size());
    for (int i = 0; i < ours.size(); i++) {
      GroundTruth a = ours.get(i);
      GroundTruth b = theirs.get(i);
      assertEquals(bare(a), bare(b));
      assertArrayEquals(a.keypoints(), b.keypoints());
      if (a.segmentation() instanceof Polygons outline) {
        assertArrayEquals(outline.rings(), ((Polygons) b.segmentation()).rings());
      } else if (a.segmentation() instanceof Rle mask) {
        Rle other = (Rle) b.segmentation();
        assertEquals(List.of(mask.height(), mask.width()), List.of(other.height(), other.width()));
        assertArrayEquals(mask.counts(), other.counts());
      } else {
        assertEquals(null, b.segmentation());
      }
    }
  }

  private static GroundTruth bare(GroundTruth o) {
    return o.withShapes(null, null);
  }

  private static List<GroundTruth> objects(Annotations all) {
    List<GroundTruth> objects = new ArrayList<>();
    for (int i = 0; i < all.groundTruths().size(); i++) {
      objects.add(all.groundTruths().groundTruth(i));
    }
    objects.sort(Comparator.comparingLong(GroundTruth::id));
    return objects;
  }

  @Test
  void filesOfOtherWritersAreReadTogether() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/sub"));
    foreign(data.resolve("part-1.parquet"), new Image("b ü.jpg", List.of(new Box("dog", 1, 7))));
    foreign(
        data.resolveSibling("part-0.parquet"),
        new Image("c.jpg", List.of()),
        new Image("a.jpg", List.of(new Box("cat", 4, 3), new Box("dog", 5, 7))));
    Files.writeString(data.resolveSibling("_SUCCESS"), "");
    Files.writeString(data.resolve("_left.parquet"), "left behind by a run");
    Annotations all = read(data.getParent(), ReadReport.failing());
    assertEquals(List.of(new Category(3, "cat", ""), new Category(7, "dog", "")), all.categories());
    // Without ids: images by name, objects in the order of images.
    List<String> names = List.of("a.jpg", "b ü.jpg", "c.jpg");
    for (int i = 0; i < 3; i++) {
      assertEquals(names.get(i), all.images().fileName(i));
      assertEquals(i + 1, all.images().id(i));
    }
    assertEquals(3, all.groundTruths().size());
    assertEquals(
        new GroundTruth(3, 2, 7, 1, 2.5, 30, 40, 1200, false), all.groundTruths().groundTruth(2));
  }

  @Test
  void inAnArchiveItIsTheSame() throws IOException {
    Path file = folder.resolve("a.parquet");
    foreign(file, new Image("a.jpg", List.of(new Box("cat", 4, 3))));
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("in it/a.parquet"));
      out.write(Files.readAllBytes(file));
      out.closeEntry();
    }
    assertEquals(1, read(zip, ReadReport.failing()).groundTruths().size());
  }

  @Test
  void badRecordsAreNamedWithFileAndRow() throws IOException {
    Path file = folder.resolve("a.parquet");
    foreign(
        file,
        new Image("a.jpg", List.of(new Box("cat", 4, 3))),
        new Image("b.jpg", List.of(new Box("cat", 1, 3), new Box("cat", Double.NaN, 3))));
    UserException e = assertThrows(UserException.class, () -> read(file, ReadReport.failing()));
    String message =
        file + ": row 2: annotations[1]: x, y, w or h is null or not finite; give the object's box";
    assertEquals(message, e.getMessage());
    ReadReport report = ReadReport.skipping();
    assertEquals(2, read(file, report).groundTruths().size());
    assertEquals(List.of(message), report.messages());
    assertEquals(1, report.count(ReadReport.Fault.BOX));
  }

  @Test
  void idsThatComeTwiceAreNamed() throws IOException {
    Path path = Path.of("models/data/annotations/val.json");
    FileTree json = FileTree.of(path);
    Annotations all = AnnotationFormats.recognise(json).read(json, ReadOptions.plain());
    write(folder.resolve("a.parquet"), all);
    write(folder.resolve("b.parquet"), all);
    ReadReport report = ReadReport.skipping();
    Annotations back = read(folder, report);
    assertEquals(all.images().size(), back.images().size());
    assertEquals(all.groundTruths().size(), back.groundTruths().size());
    assertEquals(all.images().size(), report.count(ReadReport.Fault.DUPLICATE));
    assertEquals(
        folder + "/b.parquet: row 1: image_id 1 comes twice; give every image one row",
        report.messages().get(0));
  }

  @Test
  void otherParquetIsRefusedInOneLine() throws IOException {
    Path file = folder.resolve("a.parquet");
    MessageType boxes =
        MessageTypeParser.parseMessageType("message boxes { required double width; }");
    ParquetRows.write(
        new StreamOutput(Files.newOutputStream(file)),
        boxes,
        Map.of(),
        List.of(1.0),
        (w, row) -> row.add(w));
    UserException e = assertThrows(UserException.class, () -> read(file, ReadReport.failing()));
    assertEquals(
        file
            + ": column 'path' is missing or does not hold strings; see"
            + " docs/formats/annotations-parquet.md",
        e.getMessage());
    assertTrue(BoxFiles.isAt(file.toString(), new Configuration()));
    foreign(file, new Image("a.jpg", List.of()));
    assertFalse(BoxFiles.isAt(file.toString(), new Configuration()));
    assertFalse(BoxFiles.isAt(folder.toString(), new Configuration()));
    Files.writeString(file, "PAR1 and no more");
    e = assertThrows(UserException.class, () -> read(file, ReadReport.failing()));
    assertTrue(e.getMessage().startsWith(file + ": no readable Parquet ("), e.getMessage());
  }
}
