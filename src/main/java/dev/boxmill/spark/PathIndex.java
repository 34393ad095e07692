package dev.boxmill.spark;

import dev.boxmill.input.ImageEntry;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which task has an image, by a hash of its path: twelve bytes an image, small enough to be with
 * all executors. Of two images with one hash both tasks are named, and the full path tells there.
 */
final class PathIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] hashes;
  private final int[] tasks;

  private PathIndex(long[] hashes, int... tasks) {
    this.hashes = hashes;
    this.tasks = tasks;
  }

  static PathIndex of(List<List<ImageEntry>> tasks) {
    int size = tasks.stream().mapToInt(List::size).sum();
    long[] all = new long[size];
    int[] home = new int[size];
    int at = 0;
    for (int task = 0; task < tasks.size(); task++) {
      for (ImageEntry image : tasks.get(task)) {
        all[at] = hash(image.path());
        home[at++] = task;
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Long.compare(all[a], all[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] hashes = Arrays.stream(order).mapToLong(i -> all[i]).toArray();
    return new PathIndex(hashes, Arrays.stream(order).map(i -> home[i]).toArray());
  }

  /** Tasks that may have an image of one of these paths, each once. */
  int[] tasks(String... paths) {
    return Arrays.stream(paths)
        .mapToLong(PathIndex::hash)
        .distinct()
        .boxed()
        .flatMapToInt(this::tasks)
        .distinct()
        .toArray();
  }

  private IntStream tasks(long hash) {
    int from = Arrays.binarySearch(hashes, hash);
    if (from < 0) {
      return IntStream.empty();
    }
    int to = from;
    while (from > 0 && hashes[from - 1] == hash) {
      from--;
    }
    while (to < hashes.length && hashes[to] == hash) {
      to++;
    }
    return Arrays.stream(tasks, from, to);
  }

  /** FNV-1a over the characters, with SplitMix64's last step, which spreads short differences. */
  private static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
