package dev.boxmill.inference;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that fetch and decode ahead of a model. */
final class FetchPool implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * Threads that do not keep the process alive.
   *
   * @param count at least 1
   */
  FetchPool(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "boxmill-decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  <T> Future<T> submit(Callable<T> task) {
    return threads.submit(task);
  }

  /** What came of a task, which answers mistakes of images itself. */
  static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InternalException("interrupted while decoding", e);
    } catch (ExecutionException e) {
      throw new InternalException("decoding failed: " + e.getCause(), e.getCause());
    }
  }

  /**
   * An image's bytes, with the time that takes told.
   *
   * @throws UnreadableImageException where its file cannot be read
   */
  static byte[] fetch(ImageSource image) throws UnreadableImageException {
    long start = System.nanoTime();
    try {
      byte[] bytes = image.fetch();
      StageTimes.add(StageTimes.Stage.FETCH, start);
      return bytes;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnreadableImageException(ErrorReason.UNREADABLE_FILE, reason);
    }
  }

  /** Withdraws what is yet to be read. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
