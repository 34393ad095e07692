package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.ImageInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same hundred images in five formats, written by other people's tools, read to the same boxes.
 *
 * <p>These tools agree on continuous edges: x = xmin, w = xmax - xmin in COCO and CVAT. VOC's own
 * rule, 1-based pixels of which both ends belong to the box, makes of the same four numbers a box
 * that begins one pixel earlier and is one pixel larger; so must ours.
 */
class Voc100FormatsTest {
  private static final String FOLDER = "fixtures/voc/voc100/gts/";

  /** Six decimals of a coordinate relative to 500 pixels, twice: half a size and a centre. */
  private static final double YOLO_ROUNDING = 500 * 1e-6;

  @ParameterizedTest
  @CsvSource({
    "voc,pascalvoc_format,1,0",
    "cvat,cvat_format,0,0",
    "openimages,openimages_format,0,1e-7",
    "yolo,yolo_format,0," + YOLO_ROUNDING
  })
  void everyFormatReadsToTheBoxesOfCoco(String id, String folder, int edge, double tolerance)
      throws IOException {
    Annotations coco = read("coco_format_v2", "coco");
    Map<String, ImageInfo> infos = new HashMap<>();
    for (int i = 0; i < coco.images().size(); i++) {
      infos.put(coco.images().fileName(i), coco.images().image(i));
    }
    FileTree tree = FileTree.of(SharedData.require(FOLDER + folder));
    AnnotationFormat format = AnnotationFormats.recognise(tree);
    assertEquals(id, format.id());
    Annotations found =
        format.read(
            tree,
            ReadOptions.plain()
                .with(
                    name ->
                        infos.containsKey(name)
                            ? new ImageSizes.Size(infos.get(name).width(), infos.get(name).height())
                            : null));
    assertEquals(100, found.images().size());
    for (int i = 0; i < 100; i++) {
      ImageInfo image = found.images().image(i);
      ImageInfo expected = infos.get(image.fileName());
      assertEquals(expected.width(), image.width());
      assertEquals(expected.height(), image.height());
    }
    Map<String, List<double[]>> wanted = AnnotationViews.boxes(coco, o -> true);
    Map<String, List<double[]>> got = AnnotationViews.boxes(found, o -> true);
    assertEquals(wanted.keySet(), got.keySet());
    int compared = 0;
    for (Map.Entry<String, List<double[]>> entry : wanted.entrySet()) {
      List<double[]> ours = got.get(entry.getKey());
      assertEquals(entry.getValue().size(), ours.size(), entry.getKey());
      for (double[] box : entry.getValue()) {
        double[] shifted = {box[0] - edge, box[1] - edge, box[2] + edge, box[3] + edge};
        assertEquals(1, take(ours, shifted, tolerance), entry.getKey());
        compared++;
      }
    }
    assertEquals(273, compared);
  }

  private static Annotations read(String folder, String id) throws IOException {
    Path path = SharedData.require(FOLDER + folder);
    return AnnotationFormats.find("--format", id).read(FileTree.of(path), ReadOptions.plain());
  }

  /** Removes one box that is near another, and says how many it removed. */
  private static int take(List<double[]> boxes, double[] wanted, double tolerance) {
    for (double[] box : boxes) {
      double most = 0;
      for (int i = 0; i < 4; i++) {
        most = Math.max(most, Math.abs(box[i] - wanted[i]));
      }
      if (most <= tolerance) {
        boxes.remove(box);
        return 1;
      }
    }
    return 0;
  }
}
