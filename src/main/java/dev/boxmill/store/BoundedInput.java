package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when a stream goes on for longer than it may: a few kilobytes can unpack to terabytes. */
final class BoundedInput extends FilterInputStream {
  private final long most;
  private final String name;
  private long read;

  BoundedInput(InputStream in, long most, String name) {
    super(in);
    this.most = most;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    count(Math.max(0, n));
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int n) {
    read += n;
    if (read > most) {
      throw new UserException(name + ": unpacks to more than " + most + " bytes; split the file");
    }
  }
}
