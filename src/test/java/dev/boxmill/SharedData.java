package dev.boxmill;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Material that lies beside the project and may not be part of it. */
public final class SharedData {
  private static final Path FOLDER = Path.of("..", "shared");

  private SharedData() {}

  /** A path below ../shared; where it is absent the test is skipped, loudly. */
  public static Path require(String path) {
    Path file = FOLDER.resolve(path);
    if (!Files.exists(file)) {
      String message = "SKIPPED: this test needs ../shared/" + path;
      System.err.println(message);
      Assumptions.abort(message);
    }
    return file;
  }
}
