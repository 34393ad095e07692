package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Iou;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.inference.Combination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views, tiles and several models, on the zoo's trained models and validation images. */
final class DetectCombinedIT {
  private static final Path MODELS = Path.of("models/models");
  private static final Path VAL = Path.of("models/data/val");
  private static final Path TRUTH = Path.of("models/data/annotations/val.json");

  @TempDir static Path folder;
  private static DetectorRuns runs;

  @BeforeAll
  static void start() {
    runs = new DetectorRuns(folder);
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  private static Combination views(String text, NmsSettings merge) {
    return new Combination(text, merge, .55, 0, 0, 1, false, 1, List.of());
  }

  private static double ap(String model, Combination combination) throws IOException {
    return runs.run(
            MODELS.resolve(model + ".pt"),
            MODELS.resolve(model + ".json"),
            VAL.toString(),
            TRUTH,
            .01,
            combination)
        .statistic("AP");
  }

  @Test
  void mirroredViewsFindNoLess() throws IOException {
    double plain = ap("centernet", Combination.NONE);
    double flipped = ap("centernet", views("flip", null));
    // Flip alone is worth some tenths of a point in CenterNet's table; fused here, not averaged.
    assertTrue(flipped >= plain, plain + " became " + flipped);
  }

  @Test
  void theImageAtItsOwnSizeAloneIsWhatItIsWithoutViews() throws IOException {
    // One view, and its own boxes merged with nothing: the same arithmetic by another way.
    double plain = ap("fcos", Combination.NONE);
    assertEquals(plain, ap("fcos", views("scales=1", NmsSettings.NONE)), 1e-12);
  }

  @Test
  void scalesReachModelsOfAnySize() throws IOException {
    double plain = ap("fcos", Combination.NONE);
    double scaled = ap("fcos", views("flip,scales=1;1.25", null));
    assertTrue(scaled >= plain - .02, plain + " became " + scaled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "flip"})
  void tilesOfAMosaicFindWhatItsImagesFind(String views) throws IOException {
    Path mosaics = Files.createDirectories(folder.resolve("mosaics" + views));
    List<List<String>> names = mosaics(mosaics);
    // The best of a tile's views stays as it is, so the boxes are those of plain tiles or better.
    NmsSettings merge = views.isEmpty() ? null : NmsSettings.hard(.55);
    Combination tiles = new Combination(views, merge, .55, 256, .25, .5, false, 1, List.of());
    Map<String, List<Detection>> whole = run("rtdetr", mosaics.toString(), tiles);
    Map<String, List<Detection>> single = run("rtdetr", VAL.toString(), Combination.NONE);
    int all = 0;
    int same = 0;
    for (int m = 0; m < names.size(); m++) {
      List<Detection> found = whole.get("mosaic" + m + ".png");
      for (int q = 0; q < 4; q++) {
        double dx = 256 * (q % 2);
        double dy = 256 * (q / 2);
        for (Detection d : single.get(names.get(m).get(q))) {
          if (d.score() >= .5) {
            all++;
            Detection moved = d.at(d.x() + dx, d.y() + dy, d.w(), d.h());
            same += found.stream().anyMatch(f -> agree(f, moved)) ? 1 : 0;
          }
        }
      }
    }
    assertTrue(all > 100, all + " boxes");
    assertTrue(same >= .97 * all, same + " of " + all + " boxes");
  }

  private static Map<String, List<Detection>> run(String model, String images, Combination how) {
    return runs.detections(
        runs.detect(
            MODELS.resolve(model + ".pt"), MODELS.resolve(model + ".json"), images, .01, how));
  }

  private static boolean agree(Detection a, Detection b) {
    return a.categoryId() == b.categoryId()
        && Iou.iou(
                a.x(),
                a.y(),
                a.x() + a.w(),
                a.y() + a.h(),
                b.x(),
                b.y(),
                b.x() + b.w(),
                b.y() + b.h())
            >= .7;
  }

  /** Twelve mosaics of 2 x 2 images of 256 x 256, without loss; the names of each one's images. */
  private static List<List<String>> mosaics(Path to) throws IOException {
    List<List<String>> names = new ArrayList<>();
    List<Mat> four = new ArrayList<>();
    List<String> group = new ArrayList<>();
    for (int i = 1; names.size() < 12; i++) {
      String name = String.format("%06d.jpg", i);
      Mat image = opencv_imgcodecs.imread(VAL.resolve(name).toString());
      if (image.cols() != 256 || image.rows() != 256) {
        continue;
      }
      four.add(image);
      group.add(name);
      if (four.size() == 4) {
        try (Mat top = new Mat();
            Mat bottom = new Mat();
            Mat all = new Mat()) {
          opencv_core.hconcat(new MatVector(four.get(0), four.get(1)), top);
          opencv_core.hconcat(new MatVector(four.get(2), four.get(3)), bottom);
          opencv_core.vconcat(new MatVector(top, bottom), all);
          opencv_imgcodecs.imwrite(to.resolve("mosaic" + names.size() + ".png").toString(), all);
        }
        names.add(List.copyOf(group));
        four.clear();
        group.clear();
      }
    }
    return names;
  }
}
