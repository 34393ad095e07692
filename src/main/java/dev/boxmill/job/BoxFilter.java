package dev.boxmill.job;

import dev.boxmill.data.Category;
import dev.boxmill.error.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options on which boxes anchors are made for. */
final class BoxFilter {
  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "NAME",
      description = "Only boxes of these classes (default: all).")
  List<String> classes = List.of();

  @Option(
      names = "--min-size",
      defaultValue = "0",
      paramLabel = "PIXELS",
      description =
          "Leave out boxes with a side below this, in pixels of the input where one is given"
              + " (default: ${DEFAULT-VALUE}).")
  double minSize;

  @Option(
      names = "--keep-crowd",
      defaultValue = "false",
      description = "Keep boxes that stand for a group of objects.")
  boolean keepCrowd;

  @Option(
      names = "--keep-difficult",
      defaultValue = "false",
      description = "Keep boxes marked as difficult.")
  boolean keepDifficult;

  void check() {
    if (!(minSize >= 0 && minSize < Double.POSITIVE_INFINITY)) {
      throw new UserException("--min-size " + minSize + ": give a number of pixels");
    }
  }

  /** Refuses filters where boxes come with their sizes alone. */
  void refuse(String source) {
    if (!classes.isEmpty() || minSize > 0) {
      throw new UserException(
          (classes.isEmpty() ? "--min-size: " : "--classes: ")
              + source
              + " cannot be filtered; leave the option out, or write fewer boxes");
    }
  }

  /**
   * Ids of the wanted classes; all where none was named.
   *
   * @throws UserException on a name that no class has
   */
  Set<Integer> ids(List<Category> categories, String source) {
    for (String name : classes) {
      if (categories.stream().noneMatch(c -> c.name().equals(name))) {
        throw new UserException(
            "--classes " + name + ": no class of " + source + nearest(name, categories));
      }
    }
    return categories.stream()
        .filter(c -> classes.isEmpty() || classes.contains(c.name()))
        .map(Category::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String nearest(String name, List<Category> categories) {
    return categories.stream()
        .map(Category::name)
        .min(Comparator.comparingInt(n -> EditDistance.between(name, n)))
        .map(n -> "; did you mean '" + n + "'?")
        .orElse("");
  }
}
