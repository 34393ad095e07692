package dev.boxmill.store;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Ahead;
import dev.boxmill.format.FileSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;

/**
 * Writes many small files at the same time: a file is gathered in memory and, when it is closed,
 * written by another thread, so that its requests to an object store are not waited for. A file
 * that grows large is written as it comes.
 *
 * <p>One thread creates and closes files. Nothing is known to be written before {@link #finish}.
 * The failure that is reported is the first in the order in which files were closed, at some later
 * {@link #create} or in {@link #finish}.
 */
public final class ParallelFiles implements FileSink, AutoCloseable {
  /** Files of up to so many bytes are gathered: those in hand take 64 MiB at the very most. */
  static final int LARGE = 1 << 18;

  private static final int FIRST = 1 << 10;

  private final FileSink files;
  private final Function<IOException, UserException> failure;
  private final Ahead<Void> ahead = new Ahead<>(Ahead.THREADS);

  /**
   * Starts no thread yet.
   *
   * @param files creates the files themselves, called by several threads
   * @param failure what users are told when a gathered file cannot be written
   */
  ParallelFiles(FileSink files, Function<IOException, UserException> failure) {
    this.files = files;
    this.failure = failure;
  }

  /**
   * {@return a sink for the files of a folder}
   *
   * @param folder to be committed when the sink has finished
   */
  public static ParallelFiles in(AtomicOutput folder) {
    return new ParallelFiles(
        // A path of its own: in a joined string a colon would be taken for a URI's scheme.
        path -> folder.open(new Path(folder.temporary(), new Path(null, null, "./" + path))),
        folder::unwritable);
  }

  /**
   * Begins a file.
   *
   * @throws UserException when an earlier file could not be written
   * @throws IOException likewise
   */
  @Override
  public OutputStream create(String path) throws IOException {
    while (ahead.isFull()) {
      ahead.take();
    }
    return new Gathering(path);
  }

  /**
   * Waits for all files.
   *
   * @throws UserException when one could not be written
   * @throws IOException likewise
   */
  public void finish() throws IOException {
    while (!ahead.isEmpty()) {
      ahead.take();
    }
  }

  /** Gives up files that are not begun, unless {@link #finish} has come. */
  @Override
  public void close() {
    ahead.close();
  }

  private void write(String path, ByteArrayOutputStream bytes) {
    try (OutputStream out = files.create(path)) {
      bytes.writeTo(out);
    } catch (IOException e) {
      throw failure.apply(e);
    }
  }

  /** A file in the making. */
  private final class Gathering extends OutputStream {
    private final String path;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST);

    /** Null until the file is large. */
    private OutputStream stream;

    private boolean closed;

    Gathering(String path) {
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (stream == null && bytes.size() + length > LARGE) {
        stream = files.create(path);
        bytes.writeTo(stream);
        bytes = null;
      }
      if (stream == null) {
        bytes.write(from, offset, length);
      } else {
        stream.write(from, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      if (stream != null) {
        stream.close();
      } else {
        ByteArrayOutputStream whole = bytes;
        ahead.give(
            () -> {
              ParallelFiles.this.write(path, whole);
              return null;
            });
      }
    }
  }
}
