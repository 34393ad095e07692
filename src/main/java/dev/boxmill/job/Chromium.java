package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An installed Chromium or Chrome, for what only a browser can draw. Runs without a window. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final long PATIENCE_SECONDS = 180;

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /**
   * The first one on the PATH.
   *
   * @throws UserException when there is none
   */
  static Chromium find() {
    return on(System.getenv("PATH"))
        .orElseThrow(
            () ->
                new UserException(
                    "--figures needs Chromium or Chrome, and none of "
                        + String.join(", ", NAMES)
                        + " is on the PATH; install one or leave --figures out"));
  }

  /** The first one in the folders of a PATH. */
  static Optional<Chromium> on(String path) {
    return NAMES.stream()
        .flatMap(
            name ->
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path == null ? "" : path)
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(Chromium::new);
  }

  /**
   * Opens a page from disk and returns its elements as text once it is loaded.
   *
   * @throws UserException when Chromium fails or does not end
   */
  String dump(String html) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("boxmill-figures");
      Path page = Files.writeString(folder.resolve("page.html"), html);
      Path dumped = folder.resolve("dumped.html");
      Path log = folder.resolve("log.txt");
      Process process =
          new ProcessBuilder(command(page, folder.resolve("profile")))
              .redirectOutput(dumped.toFile())
              .redirectError(log.toFile())
              .start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw failed("did not end within " + PATIENCE_SECONDS + " s");
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw failed("ended with code " + process.exitValue() + ": " + lastLine(log));
      }
      return Files.readString(dumped, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      delete(folder);
    }
  }

  private List<String> command(Path page, Path profile) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1300,1000",
                "--user-data-dir=" + profile));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox"); // Chromium does not start as root with one
    }
    command.add("--dump-dom");
    command.add(page.toUri().toString());
    return command;
  }

  UserException failed(String why) {
    return new UserException("--figures: " + program + " " + why);
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit(); // a temporary folder: the system clears it too
    }
  }
}
