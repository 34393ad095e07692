package dev.boxmill.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many places of a batch go through the model at once: all, until a pass does not fit in
 * memory. Then it is halved, the same places are tried again, and what it has come down to stays.
 */
final class PassSize {
  private final boolean fixed;
  private int size;

  /**
   * @param size at the beginning, at least 1
   * @param fixed whether the graph takes no other
   */
  PassSize(int size, boolean fixed) {
    this.size = size;
    this.fixed = fixed;
  }

  /** One pass over {@code count} places from {@code from} on. */
  @FunctionalInterface
  interface Pass<T> {
    /** Gives one result a place. */
    List<T> run(int from, int count);
  }

  /**
   * Runs as many passes as the places need.
   *
   * @return one result a place; null for a place that does not fit in memory by itself
   */
  <T> List<T> run(int places, Pass<T> pass) {
    List<T> results = new ArrayList<>(places);
    while (results.size() < places) {
      int count = Math.min(size, places - results.size());
      try {
        results.addAll(pass.run(results.size(), count));
      } catch (RuntimeException | OutOfMemoryError e) {
        if (!OutOfMemory.causes(e)) {
          throw e;
        }
        if (count == 1 || fixed) {
          results.addAll(Collections.nCopies(count, null));
        } else {
          size = count / 2;
        }
      }
    }
    return results;
  }
}
