package dev.boxmill.input;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * An archive that threads read by place, open until the last of those who hold it lets go. Opening
 * it for each image would cost a request each.
 */
final class SharedFile implements Closeable {
  private final FSDataInputStream in;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** The caller is the first holder. */
  SharedFile(FSDataInputStream in) {
    this.in = in;
  }

  /** One more holder; only a holder may call it. */
  SharedFile hold() {
    holders.incrementAndGet();
    return this;
  }

  /** Reads {@code length} bytes. */
  byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    try {
      in.readFully(position, bytes);
    } catch (EOFException e) {
      throw new IOException("the archive ends too early", e);
    }
    return bytes;
  }

  /** Lets go. */
  @Override
  public void close() throws IOException {
    if (holders.decrementAndGet() == 0) {
      in.close();
    }
  }
}
