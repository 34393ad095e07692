package dev.boxmill.format;

import java.util.List;
import java.util.Set;

/**
 * What a reader may need to know beside the files.
 *
 * @param report takes bad records and what is left out
 * @param sizes of images, for the formats whose coordinates are relative to them
 * @param classes names in the order of their ids 1, 2, ..., or empty: the format's own order, else
 *     sorted by name; formats with category ids of their own keep those
 * @param wanted what to take beside boxes; readers may give more
 * @param heapBytes when objects take more of the heap than about so many bytes, all of them go to a
 *     temporary file, and {@link dev.boxmill.data.GroundTruthTable#boxes} is not to be had
 */
public record ReadOptions(
    ReadReport report, ImageSizes sizes, List<String> classes, Set<Want> wanted, long heapBytes) {

  public ReadOptions {
    classes = List.copyOf(classes);
    wanted = Set.copyOf(wanted);
  }

  /**
   * Options with which all objects stay on the heap.
   *
   * @param report takes bad records and what is left out
   * @param sizes of images
   * @param classes names in the order of their ids, or empty
   * @param wanted what to take beside boxes
   */
  public ReadOptions(ReadReport report, ImageSizes sizes, List<String> classes, Set<Want> wanted) {
    this(report, sizes, classes, wanted, Long.MAX_VALUE);
  }

  /**
   * {@return options that fail at the first bad record, know no image sizes and no classes, take
   * boxes}
   */
  public static ReadOptions plain() {
    return new ReadOptions(ReadReport.failing(), ImageSizes.NONE, List.of(), Set.of());
  }

  /**
   * {@return the same with image sizes}
   *
   * @param known in place of those there were
   */
  public ReadOptions with(ImageSizes known) {
    return new ReadOptions(report, known, classes, wanted, heapBytes);
  }

  /**
   * {@return the same with more than boxes}
   *
   * @param more in place of what was wanted
   */
  public ReadOptions wanting(Set<Want> more) {
    return new ReadOptions(report, sizes, classes, more, heapBytes);
  }

  /**
   * {@return the same with objects in a temporary file when they are many}
   *
   * @param bytes of objects that may stay on the heap
   */
  public ReadOptions withHeapBytes(long bytes) {
    return new ReadOptions(report, sizes, classes, wanted, bytes);
  }
}
