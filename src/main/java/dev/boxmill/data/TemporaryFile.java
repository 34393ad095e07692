package dev.boxmill.data;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written once from its beginning to its end and then read from any place, for what
 * is too much for the heap. Written with calls, not through the mapping, where a full disk would
 * end the process.
 *
 * <p>It has no name as soon as the system allows that (on Linux and macOS at once, elsewhere when
 * the process ends), so nothing is left behind however the process ends. Its space is free again
 * when the garbage collector finds that nobody can read it any more.
 */
final class TemporaryFile {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private long flushed;

  /**
   * Opens an empty file in the system's temporary folder.
   *
   * @param kind what it holds, for its name
   */
  TemporaryFile(String kind) {
    Path path = null;
    try {
      path = Files.createTempFile("boxmill-" + kind + "-", ".tmp");
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      if (path != null) {
        path.toFile().delete();
      }
      throw failed(e);
    }
    buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return number of bytes written so far} */
  long size() {
    return flushed + buffer.position();
  }

  /**
   * Room to append a short record to, in little-endian order.
   *
   * @param bytes the most to be put there, at most 256 KiB
   */
  ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  /** Appends bytes, any number of them. */
  void write(byte[] bytes, int length) {
    for (int from = 0; from < length; ) {
      int part = Math.min(length - from, room(1).remaining());
      buffer.put(bytes, from, part);
      from += part;
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        flushed += channel.write(buffer);
      }
    } catch (IOException e) {
      close();
      throw failed(e);
    }
    buffer.clear();
  }

  /**
   * Ends the writing.
   *
   * @param segmentBytes length of all segments but the last
   * @return the file in segments, each from its own index 0, in little-endian order
   */
  ByteBuffer[] map(int segmentBytes) {
    flush();
    ByteBuffer[] segments = new ByteBuffer[Math.toIntExact(-Math.floorDiv(-flushed, segmentBytes))];
    try {
      for (int i = 0; i < segments.length; i++) {
        long from = (long) i * segmentBytes;
        long length = Math.min(segmentBytes, flushed - from);
        segments[i] = channel.map(MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      close();
    }
    return segments;
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static UserException failed(IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new UserException(
        "objects that are too many for memory go to a file in the temporary folder '"
            + System.getProperty("java.io.tmpdir")
            + "', which cannot be written ("
            + reason
            + "); make room there, or name another folder with"
            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
        e);
  }
}
