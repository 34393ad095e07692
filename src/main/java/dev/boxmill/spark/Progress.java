package dev.boxmill.spark;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Images done, images a second, time left and errors on the console: one line redrawn on a
 * terminal, a line every few seconds elsewhere.
 */
final class Progress implements AutoCloseable {
  private static final long TERMINAL_MILLIS = 500;
  private static final long PLAIN_MILLIS = 5000;

  private final long total;
  private final long before;
  private final LongSupplier done;
  private final LongSupplier errors;
  private final PrintStream out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> updates;

  /**
   * Begins.
   *
   * @param total images of the run
   * @param before of which an earlier run has done so many
   * @param done images since then
   */
  Progress(long total, long before, LongSupplier done, LongSupplier errors, PrintStream out) {
    this.total = total;
    this.before = before;
    this.done = done;
    this.errors = errors;
    this.out = out;
    // The launcher knows; System.console() means another thing in each JDK.
    terminal = Boolean.getBoolean("boxmill.terminal");
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "boxmill-progress");
              thread.setDaemon(true);
              return thread;
            });
    long period = terminal ? TERMINAL_MILLIS : PLAIN_MILLIS;
    updates = timer.scheduleAtFixedRate(this::print, period, period, TimeUnit.MILLISECONDS);
  }

  private void print() {
    String line =
        line(
            before,
            Math.min(done.getAsLong(), total - before),
            total,
            errors.getAsLong(),
            (System.nanoTime() - start) / 1e9);
    if (terminal) {
      out.print("\r\033[K" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  static String line(long before, long now, long total, long errors, double seconds) {
    double rate = now / Math.max(seconds, 1e-9);
    long done = before + now;
    String left =
        now == 0 ? "" : String.format(Locale.ROOT, ", %s left", duration((total - done) / rate));
    return String.format(
        Locale.ROOT,
        "%,d of %,d images, %.1f images/s%s, %,d errors",
        done,
        total,
        rate,
        left,
        errors);
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 60
        ? s + " s"
        : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  @Override
  public void close() {
    updates.cancel(false);
    timer.shutdownNow();
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }
}
