package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.Masks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Segments become objects with masks and go back, pixel for pixel. */
class CocoPanopticFormatTest {
  private static final AnnotationFormat FORMAT = new CocoPanopticFormat();
  private static final String FOLDER = "fixtures/panoptic2/sample_data";

  /** COCO's own sample: the JSON and its folder of PNGs, without the two other JSON files there. */
  private static MemoryTree sample() throws IOException {
    Path folder = SharedData.require(FOLDER);
    MemoryTree tree = new MemoryTree(false);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (name.startsWith("panoptic_examples")) {
          tree.put(name, Files.readAllBytes(file));
        }
      }
    }
    return tree;
  }

  @Test
  void theSampleOfCocoIsReadWithItsBoxesAndAreas() throws IOException {
    MemoryTree tree = sample();
    assertEquals("coco-panoptic", AnnotationFormats.recognise(tree).id());
    Annotations all = FORMAT.read(tree, ReadOptions.plain());
    assertEquals(2, all.images().size());
    assertEquals(133, all.categories().size());
    assertEquals(new ImageInfo(142238, "000000142238.jpg", 640, 427), all.images().image(0));
    GroundTruthTable objects = all.groundTruths();
    // The file's own figures of the first segment.
    assertArrayEquals(
        new double[] {282, 207, 48, 149}, java.util.Arrays.copyOf(objects.boxes(), 4));
    for (int i = 0; i < objects.size(); i++) {
      Rle mask = (Rle) objects.segmentation(i);
      assertEquals(objects.area(i), Masks.area(mask), "pixels as the file counts them");
    }
  }

  @Test
  void theSampleComesBackEqual() throws IOException {
    Annotations all = FORMAT.read(sample(), ReadOptions.plain());
    assertEquals(Map.of(), FORMAT.losses(all).counts());
    MemoryTree written = MemoryTree.of(FORMAT, all);
    assertEquals(
        List.of("panoptic.json", "panoptic/000000142238.png", "panoptic/000000439180.png"),
        written.paths());
    Annotations back = FORMAT.read(written, ReadOptions.plain());
    assertEquals(all.categories(), back.categories());
    assertEquals(all.groundTruths().size(), back.groundTruths().size());
    for (int i = 0; i < all.groundTruths().size(); i++) {
      GroundTruth a = all.groundTruths().groundTruth(i);
      GroundTruth b = back.groundTruths().groundTruth(i);
      assertEquals(
          List.of(a.id(), a.imageId(), a.categoryId()),
          List.of(b.id(), b.imageId(), b.categoryId()));
      assertEquals(
          List.of(a.x(), a.y(), a.w(), a.h(), a.area()),
          List.of(b.x(), b.y(), b.w(), b.h(), b.area()));
      assertEquals(a.flags(), b.flags());
      assertArrayEquals(((Rle) a.segmentation()).counts(), ((Rle) b.segmentation()).counts());
    }
  }

  /**
   * Four columns of three pixels. A large object has columns 0 to 2 (9 pixels), a small one columns
   * 2 and 3 without the last pixel (5): the three pixels of column 2 go to the small one, which
   * leaves the large one 6. A third object has the very pixels of the second, and a fourth is a box
   * alone.
   */
  @Test
  void pixelsOfTwoObjectsGoToTheSmallerOne() throws IOException {
    ImageTable images = ImageTable.of(new ImageInfo(5, "a.jpg", 4, 3));
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    rows.add(object(1, new Rle(3, 4, new int[] {0, 9, 3})));
    rows.add(object(2, new Rle(3, 4, new int[] {6, 5, 1})));
    // Of the same five pixels: of equals the last wins, so that number 2 has none left.
    rows.add(object(3, new Rle(3, 4, new int[] {6, 5, 1})));
    rows.add(object(4, null));
    Annotations all = new Annotations(images, List.of(new Category(1, "cat", "")), rows.build());
    Losses losses = FORMAT.losses(all);
    // 3 pixels of the first, 5 of the second object; objects 2 and 4 are not in the picture.
    assertEquals(8L, losses.counts().get(Feature.SHARED_PIXELS));
    assertEquals(2L, losses.counts().get(Feature.BARE_BOXES));
    assertEquals(
        "2 objects without pixels of their own, 8 pixels shared with a smaller object",
        losses.with(Feature.AREAS, 0).with(Feature.IMAGE_IDS, 0).toString());
    Annotations back = FORMAT.read(MemoryTree.of(FORMAT, all), ReadOptions.plain());
    assertEquals(2, back.groundTruths().size());
    assertArrayEquals(new int[] {0, 6, 6}, ((Rle) back.groundTruths().segmentation(0)).counts());
    assertArrayEquals(new int[] {6, 5, 1}, ((Rle) back.groundTruths().segmentation(1)).counts());
  }

  private static GroundTruth object(int id, Rle mask) {
    return new GroundTruth(id, 5, 1, 0, 0, 4, 3, 12, 0, mask, null);
  }

  @Test
  void pixelsAndSegmentsThatDoNotMatchAreNamed() throws IOException {
    MemoryTree tree = sample();
    String json = "panoptic_examples.json";
    String text = new String(tree.get(json), java.nio.charset.StandardCharsets.UTF_8);
    // The first segment's id is changed in the JSON alone.
    tree.put(
        json,
        text.replaceFirst("\"id\": 3937500", "\"id\": 77")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    UserException e =
        assertThrows(UserException.class, () -> FORMAT.read(tree, ReadOptions.plain()));
    assertEquals(
        "memory/panoptic_examples.json: image id 142238: segment 77 has no pixel in the PNG; leave"
            + " it out",
        e.getMessage());
    ReadReport report = ReadReport.skipping();
    FORMAT.read(tree, new ReadOptions(report, ImageSizes.NONE, List.of(), java.util.Set.of()));
    List<String> messages = new ArrayList<>(report.messages());
    assertEquals(2, messages.size());
    assertEquals(
        "memory/panoptic_examples.json: image id 142238: the PNG has pixels of segment 3937500,"
            + " which the JSON lacks; add it",
        messages.get(1));
  }
}
