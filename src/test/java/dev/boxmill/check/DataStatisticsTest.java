package dev.boxmill.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.format.ReadReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histograms worked by hand, and sizes of pictures that the camera wants turned. */
class DataStatisticsTest {

  /** Two images of 320 x 160; the first has both classes, the second nothing. */
  private static Annotations set(double[]... boxes) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    for (double[] b : boxes) {
      int n = rows.size() + 1;
      rows.add(new GroundTruth(n, 1, 1 + n % 2, b[0], b[1], b[2], b[3], b[2] * b[3], false));
    }
    return new Annotations(
        ImageTable.of(new ImageInfo(1, "a.jpg", 320, 160), new ImageInfo(2, "b.jpg", 320, 160)),
        List.of(new Category(1, "cat", ""), new Category(2, "dog", "")),
        rows.build());
  }

  @Test
  void everyBoxIsCountedInItsBins() {
    DataStatistics found =
        DataStatistics.of(
            set(
                // 2^(6/2) = 8 wide, 2^(8/2) = 16 high: half as wide as high; centre (14, 88).
                new double[] {10, 80, 8, 16},
                // Just below 8 wide, so one bin lower; centre in the last column and row.
                new double[] {312, 144, 7.9, 15.9},
                // No area: in the counts alone.
                new double[] {0, 0, 0, 5}));
    assertEquals(3, found.objects());
    assertEquals(2, found.images());
    assertEquals(
        List.of(
            new DataStatistics.ClassCount(1, "cat", 1, 1),
            new DataStatistics.ClassCount(2, "dog", 2, 1)),
        found.classes());
    assertEquals(1, found.sizes()[6][8]);
    assertEquals(1, found.sizes()[5][7]);
    assertEquals(2, Arrays.stream(found.sizes()).flatMapToLong(Arrays::stream).sum());
    // log2(8 / 16) = -1 is four quarters below the middle; log2(7.9 / 15.9) = -1.009 rounds to it.
    assertEquals(2, found.aspects()[12]);
    // Cells are 10 x 5 pixels: (14, 88) in column 1, row 17; (315.95, 151.95) in 31, 30.
    assertEquals(1, found.centres()[17][1]);
    assertEquals(1, found.centres()[30][31]);
    assertArrayEquals(new long[] {1, 0, 0, 1}, found.objectsPerImage());
  }

  /** Stored 320 x 160 with a note to turn it: a decoder that obeys sees 160 x 320. */
  @Test
  void aSizeFromBeforeTheTurnIsWarnedOf() {
    Annotations all = set(new double[] {1, 1, 9, 9});
    ImageFact turned = new ImageFact("a.jpg", 320, 160, true, "", "");
    ImageFact upright = new ImageFact("b.jpg", 160, 320, true, "", "");
    DataSet data =
        new DataSet(
            all,
            ReadReport.skipping(),
            new ImageFiles(List.of(turned, upright), List.of()),
            null,
            9);
    List<Finding> found = new ImageFilesCheck().run(data);
    assertEquals(List.of("image-turned"), found.stream().map(Finding::id).toList());
    assertEquals("a.jpg", found.get(0).examples().get(0).image());
  }
}
