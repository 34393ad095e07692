package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.store.DetectionSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Reads parts of a source and deals their detections out over tasks, in blocks: under the task's
 * number all detections of some images, under that number plus the number of tasks all detections
 * of some classes. An empty block says that the source could not be read.
 *
 * @param tasks their number
 * @param images whether to deal out by image
 * @param classes whether to deal out by class
 */
record DealOut(
    DetectionSource source,
    Broadcast<Annotations> shared,
    int tasks,
    boolean images,
    boolean classes)
    implements PairFlatMapFunction<Iterator<Integer>, Integer, byte[]> {
  private static final int BATCH = 1 << 19;

  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Iterator<Integer> parts) throws IOException {
    return call(parts, shared.value().images());
  }

  /** The same with the images at hand. */
  Iterator<Tuple2<Integer, byte[]>> call(Iterator<Integer> parts, ImageTable known)
      throws IOException {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    DetectionTable.Builder batch = new DetectionTable.Builder();
    while (parts.hasNext()) {
      boolean readable =
          source.read(
              parts.next(),
              known,
              table -> {
                for (int row = 0; row < table.size(); row++) {
                  batch.add(table, row);
                }
                if (batch.size() >= BATCH) {
                  deal(batch.build(), blocks);
                }
              });
      if (!readable) {
        return List.of(new Tuple2<>(0, new byte[0])).iterator();
      }
    }
    deal(batch.build(), blocks);
    return blocks.iterator();
  }

  /** The task that gets an image. */
  static int taskOf(long imageId, int tasks) {
    return Math.floorMod(Long.hashCode(imageId * 0x9E3779B97F4A7C15L), tasks);
  }

  private void deal(DetectionTable table, List<Tuple2<Integer, byte[]>> blocks) {
    int[] taskOf = new int[table.size()];
    if (images) {
      for (int row = 0; row < taskOf.length; row++) {
        taskOf[row] = taskOf(table.imageId(row), tasks);
      }
      blocks(table, taskOf, 0, blocks);
    }
    if (classes) {
      for (int row = 0; row < taskOf.length; row++) {
        taskOf[row] = Math.floorMod(table.categoryId(row) * 0x9E3779B9 >>> 7, tasks);
      }
      blocks(table, taskOf, tasks, blocks);
    }
  }

  private void blocks(
      DetectionTable table, int[] taskOf, int firstKey, List<Tuple2<Integer, byte[]>> blocks) {
    int[] next = new int[tasks + 1];
    for (int task : taskOf) {
      next[task + 1]++;
    }
    for (int task = 0; task < tasks; task++) {
      next[task + 1] += next[task];
    }
    int[] starts = next.clone();
    int[] rows = new int[taskOf.length];
    for (int row = 0; row < taskOf.length; row++) {
      rows[next[taskOf[row]]++] = row;
    }
    for (int task = 0; task < tasks; task++) {
      if (starts[task] < starts[task + 1]) {
        byte[] block = DetectionBytes.write(table, rows, starts[task], starts[task + 1]);
        blocks.add(new Tuple2<>(firstKey + task, block));
      }
    }
  }
}
