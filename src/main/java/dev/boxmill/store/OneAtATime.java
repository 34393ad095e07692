package dev.boxmill.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * One of several streams that share a file's place, as those of a tar archive do: a read moves to
 * its stream's place first, and no other may come between.
 */
final class OneAtATime extends FilterInputStream {
  private final Object file;

  /**
   * Guards a stream.
   *
   * @param file whose lock the streams share
   */
  OneAtATime(InputStream in, Object file) {
    super(in);
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    synchronized (file) {
      return super.read();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    synchronized (file) {
      return super.read(bytes, offset, length);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
