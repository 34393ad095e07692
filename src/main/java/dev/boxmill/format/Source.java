package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that can be opened more than once, wherever it lies. */
public interface Source {

  /** What messages call it: a path or URI as the user gave it. */
  String name();

  /** Opens it at the beginning. */
  InputStream open() throws IOException;

  /** A local file. */
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
