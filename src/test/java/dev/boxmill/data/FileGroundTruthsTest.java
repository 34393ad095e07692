package dev.boxmill.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables in files say what tables on the heap say. */
class FileGroundTruthsTest {
  /** Values that a text or a float would not bring back. */
  private static final double[] ODD = {
    -0.0, 0.1 + 0.2, Double.MIN_VALUE, Double.MAX_VALUE, Math.nextUp(640), -1e-300
  };

  /** 65,536 bytes are 1,024 rows of 64 bytes, or fewer with shapes. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "40000, 65536", "40000, 1", "1000, 65536"})
  void everyRowIsTheSame(int size, long heapBytes) {
    for (boolean shapes : new boolean[] {false, true}) {
      GroundTruthTable heap = fill(new GroundTruthTable.Builder(), size, shapes);
      GroundTruthTable file = fill(new GroundTruthTable.Builder(heapBytes), size, shapes);
      assertInstanceOf(HeapGroundTruths.class, heap);
      boolean many = size * (shapes ? 200L : 64L) > heapBytes;
      assertEquals(many, file instanceof FileGroundTruths);
      assertSame(heap, file);
    }
  }

  @Test
  void rowsCanBeLeftOutOfATableInAFile() {
    GroundTruthTable heap = fill(new GroundTruthTable.Builder(), 3000, true);
    GroundTruthTable file = fill(new GroundTruthTable.Builder(0), 3000, true);
    BitSet bad = new BitSet();
    bad.set(0, 7);
    bad.set(100);
    bad.set(2990, 3000);
    GroundTruthTable left = file.without(bad);
    assertEquals(3000 - 7 - 1 - 10, left.size());
    assertInstanceOf(FileGroundTruths.class, left);
    assertSame(heap.without(bad), left);
    bad.set(0, 3000);
    assertEquals(0, file.without(bad).size());
  }

  /** A mask of five million runs is longer than any buffer on its way. */
  @Test
  void aShapeMayBeLongerThanABuffer() {
    int[] counts = new SplittableRandom(3).ints(5_000_000, 0, 300).toArray();
    counts[7] = Integer.MAX_VALUE;
    counts[8] = 127;
    counts[9] = 128;
    double[] points = new SplittableRandom(4).doubles(300_000).toArray();
    Rle mask = new Rle(1, 2, counts);
    GroundTruthTable.Builder builder = new GroundTruthTable.Builder(0);
    builder.add(truth(1, null, null));
    builder.add(truth(2, mask, points));
    builder.add(truth(3, new Polygons(new double[][] {points, {}, {1, 2}}), null));
    GroundTruthTable table = builder.build();
    assertNull(table.segmentation(0));
    assertNull(table.keypoints(0));
    assertArrayEquals(counts, ((Rle) table.segmentation(1)).counts());
    assertArrayEquals(points, table.keypoints(1));
    double[][] rings = ((Polygons) table.groundTruth(2).segmentation()).rings();
    assertEquals(3, rings.length);
    assertArrayEquals(points, rings[0]);
    assertEquals(0, rings[1].length);
    assertNull(table.groundTruth(2).keypoints());
  }

  /** What takes the heap counts, not the number of rows. */
  @Test
  void largeMasksMoveToTheFileSooner() {
    GroundTruthTable.Builder builder = new GroundTruthTable.Builder(1 << 20);
    Rle mask = new Rle(1000, 1000, new int[100_000]);
    for (int i = 0; i < 2; i++) {
      builder.add(truth(i, mask, null));
    }
    assertInstanceOf(HeapGroundTruths.class, builder.build());
    // 400,000 bytes each.
    builder.add(truth(2, mask, null));
    assertInstanceOf(FileGroundTruths.class, builder.build());
  }

  @Test
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    List<String> before = temporaryFiles();
    GroundTruthTable.Builder writing = new GroundTruthTable.Builder(0);
    writing.add(truth(1, new Rle(1, 1, new int[] {1}), null));
    // Not built, as when a reader fails.
    GroundTruthTable read = fill(new GroundTruthTable.Builder(0), 20, true);
    LongColumn column = new LongColumn(0);
    for (int i = 0; i < 1000; i++) {
      column.add(i);
    }
    assertEquals(999, column.get(999));
    assertEquals(before, temporaryFiles());
    assertEquals(20, read.size());
    assertEquals(1, writing.size());
  }

  private static List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("boxmill-(objects|shapes|numbers)-.*"))
          .sorted()
          .toList();
    }
  }

  @Test
  void numbersInAFileAreThoseOnTheHeap() {
    for (long bytes : new long[] {0, 10_000, Long.MAX_VALUE}) {
      LongColumn column = new LongColumn(bytes);
      long[] values = new SplittableRandom(9).longs(50_000).toArray();
      Arrays.stream(values).forEach(column::add);
      assertEquals(values.length, column.size());
      long[] got = new long[values.length];
      Arrays.setAll(got, column::get);
      assertArrayEquals(values, got);
    }
  }

  @Test
  void aTableInAFileNeitherSharesBoxesNorTravels() throws IOException {
    GroundTruthTable file = fill(new GroundTruthTable.Builder(0), 3, false);
    assertThrows(UnsupportedOperationException.class, file::boxes);
    try (ObjectOutputStream to = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThrows(NotSerializableException.class, () -> to.writeObject(file));
    }
  }

  private static GroundTruthTable fill(GroundTruthTable.Builder to, int size, boolean shapes) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < size; i++) {
      Segmentation pixels = null;
      double[] points = null;
      if (shapes) {
        pixels =
            switch (random.nextInt(3)) {
              case 0 -> null;
              case 1 -> new Rle(i, 2 * i, random.ints(random.nextInt(9), 0, 1 << 20).toArray());
              default -> new Polygons(rings(random));
            };
        points = random.nextBoolean() ? null : random.doubles(random.nextInt(4) * 3).toArray();
      }
      to.add(
          new GroundTruth(
              random.nextLong(),
              random.nextLong(),
              random.nextInt(),
              ODD[i % ODD.length],
              random.nextDouble(640),
              random.nextDouble(640),
              random.nextDouble(480),
              random.nextDouble(1e5),
              random.nextInt(256),
              pixels,
              points));
      assertEquals(i + 1, to.size());
    }
    return to.build();
  }

  private static double[][] rings(SplittableRandom random) {
    double[][] rings = new double[random.nextInt(4)][];
    for (int i = 0; i < rings.length; i++) {
      rings[i] = random.doubles(6 + 2 * random.nextInt(3), -1, 700).toArray();
    }
    return rings;
  }

  private static GroundTruth truth(long id, Segmentation pixels, double[] points) {
    return new GroundTruth(id, 1, 1, 0, 0, 1, 1, 1, 0, pixels, points);
  }

  private static void assertSame(GroundTruthTable heap, GroundTruthTable file) {
    assertEquals(heap.size(), file.size());
    for (int row = 0; row < heap.size(); row++) {
      GroundTruth a = heap.groundTruth(row);
      GroundTruth b = file.groundTruth(row);
      assertNotSame(a, b);
      assertEquals(text(a), text(b));
      assertEquals(text(a.segmentation()), text(file.segmentation(row)));
      assertArrayEquals(a.keypoints(), file.keypoints(row));
      assertEquals(a.id(), file.id(row));
      assertEquals(a.imageId(), file.imageId(row));
      assertEquals(a.categoryId(), file.categoryId(row));
      assertEquals(a.area(), file.area(row));
      assertEquals(heap.boxArea(row), file.boxArea(row));
      assertEquals(a.w() * a.h(), file.boxArea(row));
      for (Flag flag : Flag.values()) {
        assertEquals(heap.has(row, flag), file.has(row, flag));
      }
      assertEquals(a.crowd(), file.crowd(row));
    }
    assertTrue(heap.size() == 0 || heap.boxes().length == 4 * heap.size());
  }

  /** All of a row; texts of doubles tell all of them apart. */
  private static String text(GroundTruth o) {
    return String.join(
        " ",
        Arrays.asList(o.id(), o.imageId(), o.categoryId(), o.x(), o.y(), o.w(), o.h(), o.area())
            .toString(),
        o.flags() + "",
        text(o.segmentation()),
        Arrays.toString(o.keypoints()));
  }

  private static String text(Segmentation pixels) {
    if (pixels instanceof Rle mask) {
      return mask.height() + " x " + mask.width() + Arrays.toString(mask.counts());
    }
    return pixels == null ? "none" : Arrays.deepToString(((Polygons) pixels).rings());
  }
}
