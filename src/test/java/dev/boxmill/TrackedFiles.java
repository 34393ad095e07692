package dev.boxmill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What the project consists of, as git knows it. */
final class TrackedFiles {
  private static final int LOOK = 8_000;

  private TrackedFiles() {}

  /** Text files: those without a zero byte near their start. */
  static List<Path> text() throws IOException {
    return list().stream().filter(Files::isRegularFile).filter(TrackedFiles::isText).toList();
  }

  /** Tracked files, and new ones that are not ignored. */
  private static List<Path> list() throws IOException {
    if (!Files.exists(Path.of(".git"))) {
      String message = "SKIPPED: this test needs a git checkout";
      System.err.println(message);
      Assumptions.abort(message);
    }
    Process git =
        new ProcessBuilder("git", "ls-files", "-z", "-c", "-o", "--exclude-standard")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Arrays.stream(names.split("\0")).filter(n -> !n.isEmpty()).map(Path::of).toList();
  }

  private static boolean isText(Path file) {
    try (var in = Files.newInputStream(file)) {
      for (byte b : in.readNBytes(LOOK)) {
        if (b == 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
