package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the formats, worked by hand. */
class FormatRulesTest {
  private static final double EXACT = 1e-12;

  private static MemoryTree files(Map<String, String> texts) {
    MemoryTree tree = new MemoryTree(false);
    texts.forEach((path, text) -> tree.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return tree;
  }

  private static Annotations read(FileTree tree, ReadReport report) throws IOException {
    ReadOptions options =
        new ReadOptions(
            report, name -> new ImageSizes.Size(200, 100), List.of(), Set.of(Want.IF_THERE));
    return AnnotationFormats.recognise(tree).read(tree, options);
  }

  private static Annotations read(Map<String, String> texts) throws IOException {
    return read(files(texts), ReadReport.failing());
  }

  private static void box(GroundTruth o, double... box) {
    assertArrayEquals(box, new double[] {o.x(), o.y(), o.w(), o.h()}, 1e-9);
  }

  private static String voc(String objects) {
    return "<annotation>\r\n<filename>a.jpg</filename>\r\n" + objects + "\r\n</annotation>";
  }

  private static String vocObject(String corners) {
    String[] c = corners.split(" ", -1);
    return "<object><name>cat</name><difficult>1</difficult><part><name>head</name>"
        + "<bndbox><xmin>5</xmin></bndbox></part><bndbox><ymin>%s</ymin><xmin>%s</xmin>"
            .formatted(c[1], c[0])
        + "<xmax>%s</xmax><ymax>%s</ymax></bndbox></object>".formatted(c[2], c[3]);
  }

  @Test
  void localFilesAreReadInTheFormatTheyAreIn(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.xml"), voc(vocObject("11 21 12 23")));
    Annotations all = AnnotationFormats.read(folder);
    box(all.groundTruths().groundTruth(0), 10, 20, 2, 3);
    Path other = Files.writeString(folder.resolve("b.txt"), "?");
    UserException e = assertThrows(UserException.class, () -> AnnotationFormats.read(other));
    assertTrue(e.getMessage().startsWith(other + ": of no known annotation format"));
  }

  /** The pixels 1 to 200 and 1 to 100 are all of a 200 x 100 image; 7 to 7 is one pixel. */
  @Test
  void vocCountsPixelsFromOneAndBothEnds() throws IOException {
    Annotations all = read(Map.of("x/a.xml", voc(vocObject("1 1 200 100") + vocObject("7 9 7 9"))));
    box(all.groundTruths().groundTruth(0), 0, 0, 200, 100);
    box(all.groundTruths().groundTruth(1), 6, 8, 1, 1);
    assertEquals(Flag.DIFFICULT.bit(), all.groundTruths().groundTruth(0).flags());
  }

  @Test
  void aBadObjectIsSkippedAloneAndABadFileWhole() throws IOException {
    ReadReport report = ReadReport.skipping();
    Annotations all =
        read(
            files(
                Map.of(
                    "a.xml",
                        voc(
                            vocObject("1 1 x 4")
                                + "\n"
                                + vocObject("9 1 2 4")
                                + vocObject("1 1 2 2")),
                    "b.xml", voc("<object>"))),
            report);
    assertEquals(1, all.groundTruths().size());
    assertEquals(1, all.images().size());
    assertEquals(3, report.badRecords());
    assertEquals("memory/a.xml:3: xmax is 'x'; give a number", report.messages().get(0));
    assertTrue(report.messages().get(1).startsWith("memory/a.xml:4: the box ends before"));
    assertTrue(report.messages().get(2).startsWith("memory/b.xml:4: malformed XML"));
  }

  @Test
  void documentTypesAreRefused() {
    for (String type :
        List.of("<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>")) {
      MemoryTree tree = files(Map.of("a.xml", type + voc("<object>&e;</object>")));
      UserException e =
          assertThrows(UserException.class, () -> new VocFormat().read(tree, ReadOptions.plain()));
      assertEquals(
          "memory/a.xml:1: document types and entities are refused; remove the DOCTYPE",
          e.getMessage());
    }
  }

  /**
   * The image is 200 x 100. The outline's corners are (20, 10), (60, 10), (60, 50); the second
   * image is listed and has no labels.
   */
  @Test
  void yoloReadsBoxesOutlinesAndListedImages() throws IOException {
    Annotations all =
        read(
            Map.of(
                "data.yaml", "names: [cat, 'a: dog']\n",
                "train.txt", "./images/s/a.png\r\n./images/b.jpg\r\n",
                "labels/s/a.txt", "1 .5 .5 .1 .2\n\n0 .1 .1 .3 .1 .3 .5\n"));
    assertEquals(2, all.images().size());
    assertEquals("b.jpg", all.images().fileName(0));
    assertEquals("s/a.png", all.images().fileName(1));
    assertEquals("a: dog", all.categories().get(1).name());
    assertEquals(2, all.groundTruths().categoryId(0));
    box(all.groundTruths().groundTruth(0), 90, 40, 20, 20);
    box(all.groundTruths().groundTruth(1), 20, 10, 40, 40);
    Polygons outline = (Polygons) all.groundTruths().segmentation(1);
    assertArrayEquals(new double[] {20, 10, 60, 10, 60, 50}, outline.rings()[0], 1e-9);
  }

  @Test
  void yoloReadsKeypointsWhereTheirNumberIsGiven() throws IOException {
    Annotations all =
        read(
            Map.of(
                "data.yaml", "names: {0: cat}\nkpt_shape: [2, 3]\n",
                "a.txt", "0 .5 .5 .1 .2 .25 .5 2 0 0 0\n"));
    assertArrayEquals(new double[] {50, 50, 2, 0, 0, 0}, all.groundTruths().keypoints(0), EXACT);
  }

  @Test
  void kittiFlagsWhatIsCutHiddenOrNotCaredFor() throws IOException {
    String space = " -1 -1 -1 -1000 -1000 -1000 -10\n";
    Annotations all =
        read(
            Map.of(
                "label_2/000007.txt",
                "Car 0.25 1 1.5 10 20 30.5 25"
                    + space
                    + "Van 0.00 3 1.5 10 20 30 25"
                    + space
                    + "DontCare -1 -1 -10 0 0 5 5"
                    + space));
    assertEquals("000007.png", all.images().fileName(0));
    box(all.groundTruths().groundTruth(0), 10, 20, 20.5, 5);
    assertEquals(
        Flag.TRUNCATED.bit() | Flag.OCCLUDED.bit(), all.groundTruths().groundTruth(0).flags());
    assertEquals(0, all.groundTruths().groundTruth(1).flags());
    assertEquals(Flag.IGNORE.bit(), all.groundTruths().groundTruth(2).flags());
  }

  /**
   * A quarter turn swaps a 4 x 2 box's sides about its centre (4, 3). The mask's rows are 011 and
   * 100 at (2, 1) of a 5 x 4 image; by columns of four: two empty ones, then 0010, 0100, 0100, that
   * is runs of 10 zeros, 1 one, 2 zeros, 1 one, 3 zeros, 1 one, 2 zeros.
   */
  @Test
  void cvatTurnsBoxesAndMasks() throws IOException {
    ReadReport report = ReadReport.failing();
    Annotations all =
        read(
            files(
                Map.of(
                    "annotations.xml",
                    "<annotations><image id='9' name='a' width='5' height='4'>"
                        + "<box label='b' occluded='1' xtl='2' ytl='2' xbr='6' ybr='4'"
                        + " rotation='90'/>"
                        + "<mask label='c' rle='1, 3, 2' left='2' top='1' width='3' height='2'/>"
                        + "<points label='c' points='1,1'/></image></annotations>")),
            report);
    assertEquals(9, all.images().id(0));
    box(all.groundTruths().groundTruth(0), 3, 1, 2, 4);
    assertTrue(all.groundTruths().has(0, Flag.OCCLUDED));
    box(all.groundTruths().groundTruth(1), 2, 1, 3, 2);
    Rle mask = (Rle) all.groundTruths().segmentation(1);
    assertArrayEquals(new int[] {10, 1, 2, 1, 3, 1, 2}, mask.counts());
    assertEquals(Map.of("<points> shapes", 1L), report.leftOut());
  }

  @Test
  void openImagesReadsNamesFlagsAndVerifiedLabels() throws IOException {
    Annotations all =
        read(
            Map.of(
                "class-descriptions.csv",
                "/m/1,\"Dog, big\"\n/m/2,Cat\n",
                "boxes.csv",
                "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,"
                    + "IsGroupOf,IsDepiction,IsInside\nf0,xclick,/m/1,1,.25,.5,0,\"0,5\",-1,0,1,0,0\n",
                "labels.csv",
                "ImageID,Source,LabelName,Confidence\nf0,verification,/m/2,0\nf1,machine,/m/2,0.7\n"));
    assertEquals("f0.jpg", all.images().fileName(0));
    assertEquals("Dog, big", all.categories().get(1).name());
    box(all.groundTruths().groundTruth(0), 50, 0, 50, 50);
    assertEquals(Flag.GROUP_OF.bit(), all.groundTruths().groundTruth(0).flags());
    assertArrayEquals(new int[] {1}, all.labels().absent(0));
  }

  /**
   * Of 200 x 100: left 50 %, top 50 %, 10 % and 10 % are (100, 50) and 20 x 10; a quarter turn
   * about the top left corner lays the box to its left, 10 wide and 20 high.
   */
  @Test
  void labelStudioTurnsAboutTheCorner() throws IOException {
    ReadReport report = ReadReport.failing();
    MemoryTree tree =
        files(
            Map.of(
                "export.json",
                """
                [{"id": 5, "data": {"image": "/data/local-files/?d=in/a%20b.jpg"}, "annotations": [
                  {"was_cancelled": true, "result": [1]},
                  {"result": [{"type": "rectanglelabels", "original_width": 200,
                    "original_height": 100, "value": {"x": 50, "y": 50, "width": 10, "height": 10,
                    "rotation": 90, "rectanglelabels": ["cat"]}}, {"type": "choices"}]}]}]
                """));
    Annotations all = read(tree, report);
    assertEquals("in/a b.jpg", all.images().fileName(0));
    box(all.groundTruths().groundTruth(0), 90, 50, 10, 20);
    assertEquals(
        Map.of("cancelled annotations of tasks", 1L, "results of type choices", 1L),
        report.leftOut());
  }

  /**
   * Of each list one record is bad: no id, a repeated id, a wrong type, an image that is not there.
   */
  @Test
  void cocoSkipsBadRecordsAlone() throws IOException {
    String text =
        """
        {"images": [{"id": 1}, {"file_name": "x", "more": {"a": [1]}}, {"id": 1, "width": 3}],
         "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": 3}],
         "annotations": [
          {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "segmentation": []},
          {"id": 2, "image_id": 1, "category_id": 1, "bbox": [0, 0, "1", 1], "area": 1},
          {"id": 3, "image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 1]},
          {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]},
          {"id": 5, "image_id": 1, "category_id": 1, "bbox": [0, 0, 2, 1]}]}
        """;
    ReadReport report = ReadReport.skipping();
    Annotations all = read(files(Map.of("a.json", text)), report);
    assertEquals(1, all.images().size());
    assertEquals(0, all.images().image(0).width());
    assertEquals(1, all.categories().size());
    assertEquals(2, all.groundTruths().size());
    assertEquals(5, all.groundTruths().id(1));
    assertEquals(
        List.of(
            "a.json:1:24", "a.json:2:61", "a.json:5:61", "a.json:1:64", "a.json:7:3", "a.json:6:3"),
        report.messages().stream().map(m -> m.replaceFirst("memory/(\\S+): .*", "$1")).toList());
  }
}
