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
 */
public record ReadOptions(
    ReadReport report, ImageSizes sizes, List<String> classes, Set<Want> wanted) {

  public ReadOptions {
    classes = List.copyOf(classes);
    wanted = Set.copyOf(wanted);
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
    return new ReadOptions(report, known, classes, wanted);
  }

  /**
   * {@return the same with more than boxes}
   *
   * @param more in place of what was wanted
   */
  public ReadOptions wanting(Set<Want> more) {
    return new ReadOptions(report, sizes, classes, more);
  }
}
