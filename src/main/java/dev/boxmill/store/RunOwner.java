package dev.boxmill.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Who writes a folder: a file with the process's machine, id and start, touched twice a minute. A
 * dead process of this machine is known at once, one elsewhere by its silence.
 */
final class RunOwner implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final FileSystem files;
  private final Path file;
  private final ScheduledExecutorService timer;

  private RunOwner(FileSystem files, Path file) {
    this.files = files;
    this.file = file;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "boxmill-owner");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes the folder for this process. */
  static RunOwner take(FileSystem files, Path file) throws IOException {
    RunOwner owner = new RunOwner(files, file);
    owner.write();
    owner.timer.scheduleWithFixedDelay(
        owner::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    return owner;
  }

  /** Whether a process that is still at work, as far as can be seen, has written the file. */
  static boolean atWork(FileSystem files, Path file) throws IOException {
    if (!files.exists(file)) {
      return false;
    }
    String[] words;
    try (var in = files.open(file)) {
      words = new String(in.readAllBytes(), StandardCharsets.UTF_8).trim().split(" ", -1);
    }
    if (words.length == 3 && words[0].equals(machine())) {
      return ProcessHandle.of(Long.parseLong(words[1]))
          .filter(ProcessHandle::isAlive)
          .map(process -> start(process).equals(words[2]))
          .orElse(false);
    }
    long age = System.currentTimeMillis() - files.getFileStatus(file).getModificationTime();
    return age < SILENCE.toMillis();
  }

  private void beat() {
    try {
      write();
    } catch (IOException e) {
      // A store that fails for a moment; the run's own writes will tell if it fails for good.
      return;
    }
  }

  private void write() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    String text = machine() + " " + self.pid() + " " + start(self);
    try (var out = files.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("unknown");
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName().replace(' ', '-');
    } catch (IOException e) {
      return "localhost";
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
