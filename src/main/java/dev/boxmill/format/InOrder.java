package dev.boxmill.format;

import java.io.IOException;
import java.util.List;

/**
 * What a function makes of each file of a list, in the list's order; the function works ahead on
 * other threads, on one file on the caller's. It may not touch what the taking thread changes.
 *
 * @param <T> an item of the list
 * @param <R> what the function makes of it
 */
final class InOrder<T, R> implements AutoCloseable {

  /** Reads a file, say. */
  interface Function<T, R> {
    R of(T item) throws IOException;
  }

  private final List<T> items;
  private final Function<T, R> function;
  private final Ahead<R> ahead;
  private int given;
  private int taken;

  InOrder(List<T> items, Function<T, R> function) {
    this(items, function, Ahead.THREADS);
  }

  /** With so many threads, of which 1 is the caller's. */
  InOrder(List<T> items, Function<T, R> function, int threads) {
    this.items = items;
    this.function = function;
    ahead = items.size() > 1 && threads > 1 ? new Ahead<>(Math.min(threads, items.size())) : null;
  }

  boolean hasNext() {
    return taken < items.size();
  }

  /** The next item's result, or the exception that the function threw for it. */
  R next() throws IOException {
    if (ahead == null) {
      return function.of(items.get(taken++));
    }
    while (given < items.size() && !ahead.isFull()) {
      T item = items.get(given++);
      ahead.give(() -> function.of(item));
    }
    taken++;
    return ahead.take();
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
  }
}
