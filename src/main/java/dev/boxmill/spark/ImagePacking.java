package dev.boxmill.spark;

import dev.boxmill.input.ImageEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Images to tasks: runs of whole batches of the list, even by the work in them. Which images share
 * a batch depends on the list and the batch size alone, so the results do not depend on the tasks.
 */
final class ImagePacking {
  /** Small enough for a lively progress line, large enough that a task's start does not show. */
  private static final int IMAGES_A_TASK = 256;

  private static final int TASKS_A_SLOT = 4;

  /** What running the model costs beside fetching and decoding, in bytes: about a large photo. */
  private static final long IMAGE_COST = 256 << 10;

  private ImagePacking() {}

  /**
   * Cuts the list.
   *
   * @param slots tasks that run at once
   * @return a list a task, none empty, in order
   */
  static List<List<ImageEntry>> pack(List<ImageEntry> images, int batchSize, int slots) {
    int batches = (images.size() + batchSize - 1) / batchSize;
    int enough = Math.max(TASKS_A_SLOT * slots, (images.size() - 1) / IMAGES_A_TASK + 1);
    int tasks = Math.min(batches, enough);
    double total = cost(images);
    List<List<ImageEntry>> packed = new ArrayList<>(tasks);
    double before = 0;
    int start = 0;
    int task = 0;
    for (int from = 0; from < images.size(); from += batchSize) {
      double cost = cost(images.subList(from, Math.min(from + batchSize, images.size())));
      // A batch belongs to the task in whose share of the work its middle lies.
      int home = (int) ((before + cost / 2) * tasks / total);
      if (home != task && from > start) {
        packed.add(images.subList(start, from));
        start = from;
      }
      task = home;
      before += cost;
    }
    packed.add(images.subList(start, images.size()));
    return packed;
  }

  private static double cost(List<ImageEntry> images) {
    double cost = 0;
    for (ImageEntry image : images) {
      cost += IMAGE_COST + image.weight();
    }
    return cost;
  }
}
