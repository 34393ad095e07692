package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImagePackingTest {
  private static List<ImageEntry> images(int count, long seed) {
    Random random = new Random(seed);
    List<ImageEntry> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Heavy-tailed: most are small, a few have tens of megabytes.
      long bytes = (long) (50_000 * Math.exp(1.5 * random.nextGaussian()));
      images.add(ImageEntry.file(String.format("%06d.jpg", i), bytes));
    }
    return images;
  }

  @Test
  void tasksAreWholeBatchesOfTheListInOrder() {
    for (int count : new int[] {1, 7, 8, 9, 1000, 5003}) {
      List<ImageEntry> images = images(count, count);
      for (int slots : new int[] {1, 3, 64}) {
        List<List<ImageEntry>> tasks = ImagePacking.pack(images, 8, slots);
        assertEquals(images, tasks.stream().flatMap(List::stream).toList());
        for (List<ImageEntry> task : tasks.subList(0, tasks.size() - 1)) {
          assertTrue(!task.isEmpty() && task.size() % 8 == 0, "whole batches");
        }
      }
    }
  }

  @Test
  void noTaskHasMuchMoreWorkThanOthers() {
    List<ImageEntry> images = images(100_000, 5);
    List<List<ImageEntry>> tasks = ImagePacking.pack(images, 8, 4);
    assertEquals(100_000 / 256 + 1, tasks.size());
    double[] work =
        tasks.stream()
            .mapToDouble(t -> t.stream().mapToDouble(i -> i.weight() + (256 << 10)).sum())
            .toArray();
    double mean = java.util.Arrays.stream(work).average().orElseThrow();
    // A batch more or less than the even share.
    double batch =
        IntStream.range(0, images.size() / 8)
            .mapToDouble(
                b ->
                    images.subList(8 * b, 8 * b + 8).stream()
                        .mapToDouble(i -> i.weight() + (256 << 10))
                        .sum())
            .max()
            .orElseThrow();
    for (double w : work) {
      assertEquals(mean, w, batch);
    }
  }

  @Test
  void aFewHugeFilesAmongManySmallOnesAreSpread() {
    List<ImageEntry> images = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      images.add(ImageEntry.file("a" + i, i < 8 ? 100_000_000 : 1_000));
    }
    // Batches of one: each huge file is a task's, and the small ones share what is left.
    List<List<ImageEntry>> tasks = ImagePacking.pack(images, 1, 4);
    for (List<ImageEntry> task : tasks) {
      assertTrue(task.stream().filter(i -> i.weight() > 1_000).count() <= 1);
    }
  }

  @Test
  void entriesTravelAsRows() {
    ImageEntry zipped = new ImageEntry("a.zip/x", Storage.ZIP, "a.zip", 5, 7, 3, 3);
    ImageEntry file = ImageEntry.file("s3a://b/x.jpg", -1);
    assertEquals(zipped, ImageEntryCodec.decode(ImageEntryCodec.encode(zipped)));
    assertEquals(file, ImageEntryCodec.decode(ImageEntryCodec.encode(file)));
  }
}
