package dev.boxmill.format;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for other threads, but fails where they never come. */
public final class Waiting {
  /** Far longer than any machine needs. */
  public static final long MILLIS = 120_000;

  private Waiting() {}

  /** Fails where the latch stays shut, or when interrupted. */
  public static void until(CountDownLatch latch) {
    try {
      if (!latch.await(MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(latch.getCount() + " more were waited for");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Counts one who has come, and waits for the others. */
  public static void together(CountDownLatch latch) {
    latch.countDown();
    until(latch);
  }
}
