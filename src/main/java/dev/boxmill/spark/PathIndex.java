package dev.boxmill.spark;

import dev.boxmill.input.ImageEntry;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which task has an image, by the hash code of its path: eight bytes an image, small enough to be
 * with all executors. Of two images with one hash both tasks are named, and the full path tells
 * there.
 */
final class PathIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TASK_BITS = 32;

  /** The hash above the task; ascending. */
  private final long[] entries;

  private PathIndex(long... entries) {
    this.entries = entries;
  }

  static PathIndex of(List<List<ImageEntry>> tasks) {
    return new PathIndex(
        IntStream.range(0, tasks.size())
            .boxed()
            .flatMapToLong(task -> tasks.get(task).stream().mapToLong(i -> first(i.path()) | task))
            .sorted()
            .toArray());
  }

  /** Tasks that may have an image of one of these paths, each once. */
  int[] tasks(String... paths) {
    return Arrays.stream(paths)
        .mapToLong(PathIndex::first)
        .distinct()
        .boxed()
        .flatMapToInt(this::tasks)
        .distinct()
        .toArray();
  }

  private IntStream tasks(long first) {
    int found = Arrays.binarySearch(entries, first);
    int from = found < 0 ? -found - 1 : found;
    int to = from;
    while (to < entries.length && entries[to] >>> TASK_BITS == first >>> TASK_BITS) {
      to++;
    }
    return Arrays.stream(entries, from, to).mapToInt(entry -> (int) entry);
  }

  /** The least entry that an image of this path can have. */
  private static long first(String path) {
    return (long) path.hashCode() << TASK_BITS;
  }
}
