package dev.boxmill.format;

import java.io.IOException;
import java.io.OutputStream;

/** Where a format writes: a new folder, or for a format of one file that file. */
@FunctionalInterface
public interface FileSink {

  /**
   * Begins a file.
   *
   * @param path relative, with slashes; a sink that is itself one file may ignore it
   * @return a stream for the caller to close
   * @throws IOException when it cannot be created
   */
  OutputStream create(String path) throws IOException;
}
