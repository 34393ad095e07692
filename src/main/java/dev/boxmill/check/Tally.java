package dev.boxmill.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Counts places and keeps the first of them. */
final class Tally {
  private final DataSet data;
  private final String id;
  private final Severity severity;
  private final List<Example> examples = new ArrayList<>();
  private long count;

  Tally(DataSet data, String id, Severity severity) {
    this.data = data;
    this.id = id;
    this.severity = severity;
  }

  /** Counts a place. */
  Tally add(Supplier<Example> example) {
    count++;
    if (examples.size() < data.examples()) {
      examples.add(example.get());
    }
    return this;
  }

  /** Counts so many at once, with one example for all. */
  Tally whole(long places, Example example) {
    add(() -> example);
    count = places;
    return this;
  }

  /** Counts an object; the detail is made only where it is shown. */
  Tally object(int row, Supplier<String> detail) {
    return add(
        () -> {
          double[] boxes = data.annotations().groundTruths().boxes();
          int b = 4 * row;
          return new Example(
              data.imageOf(row),
              data.annotations().groundTruths().id(row),
              List.of(boxes[b], boxes[b + 1], boxes[b + 2], boxes[b + 3]),
              detail.get());
        });
  }

  /**
   * The finding, or none where nothing was counted.
   *
   * @param message what is wrong
   * @param mend how to mend it
   */
  List<Finding> found(String message, String mend) {
    return count == 0
        ? List.of()
        : List.of(new Finding(id, severity, count, message, mend, examples));
  }
}
