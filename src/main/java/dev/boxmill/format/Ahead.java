package dev.boxmill.format;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Work done ahead by other threads, whose results are taken in the order in which the work was
 * given. So what is made of them does not depend on the number of threads, nor does the failure
 * that is seen first.
 *
 * <p>One thread gives and takes. It bounds memory by giving no more once it is {@link #isFull}.
 *
 * @param <R> a piece's result
 */
public final class Ahead<R> implements AutoCloseable {
  /**
   * More than there are cores, because a small file on an object store is mostly waiting: at 20 ms
   * a request, 32 threads read 1,600 files a second. Fewer than the connections of Hadoop's S3A.
   */
  public static final int THREADS = 32;

  /** So that a slow file does not leave the other threads idle at once. */
  private static final int EACH = 8;

  private final int most;
  private final ExecutorService threads;
  private final Queue<Future<R>> given = new ArrayDeque<>();

  /**
   * Starts no thread yet; one is started a piece of work until there are all.
   *
   * @param threads at least 1; eight times as many pieces are done ahead at most
   */
  public Ahead(int threads) {
    most = EACH * threads;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "boxmill-ahead");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** {@return whether a result has to be taken before more work is given} */
  public boolean isFull() {
    return given.size() >= most;
  }

  /** {@return whether all results are taken} */
  public boolean isEmpty() {
    return given.isEmpty();
  }

  /**
   * Gives a piece of work.
   *
   * @param work done by another thread, some time
   */
  public void give(Callable<R> work) {
    given.add(threads.submit(work));
  }

  /**
   * Waits for the piece of work given longest ago, which must be there.
   *
   * @return its result
   * @throws IOException when that piece failed so; its unchecked exceptions come out as well
   */
  public R take() throws IOException {
    try {
      return given.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InternalException("interrupted while waiting for files", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) throws IOException {
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof RuntimeException e ? e : new InternalException("failed ahead", cause);
  }

  /**
   * Gives up what has not begun, and waits for what has: afterwards nothing uses the files. Work
   * under way is not interrupted, which would close an archive for all its readers.
   */
  @Override
  public void close() {
    given.forEach(work -> work.cancel(false));
    given.clear();
    threads.shutdown();
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
