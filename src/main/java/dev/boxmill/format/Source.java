package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that can be opened more than once, wherever it lies. */
public interface Source {

  /** {@return what messages call it: a path or URI as the user gave it} */
  String name();

  /**
   * {@return the file from its beginning, for the caller to close}
   *
   * @throws IOException when it cannot be opened
   */
  InputStream open() throws IOException;

  /**
   * {@return a local file}
   *
   * @param path need not exist; opening says so
   */
  static Source file(Path path) {
    return new Source() {
      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public InputStream open() throws IOException {
        if (!Files.isRegularFile(path)) {
          throw new UserException(path + ": no such file; check the path");
        }
        return Files.newInputStream(path);
      }
    };
  }
}
