package dev.boxmill.store;

import dev.boxmill.format.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A tree's file for Parquet, which reads from the end: in place where the file system can, else (in
 * an archive) from a copy that is deleted on closing.
 *
 * @param file what Parquet reads
 * @param copy a local copy, or null
 */
record ParquetInput(InputFile file, Path copy) implements AutoCloseable {

  /** A tree whose files can be read from any place in them. */
  interface Seekable extends FileTree {
    InputFile input(String path) throws IOException;
  }

  /** Opens a file on a Hadoop file system. */
  interface Opener {
    FSDataInputStream open() throws IOException;
  }

  /** A file on a Hadoop file system. */
  static InputFile of(long length, Opener opener) {
    return new InputFile() {
      @Override
      public long getLength() {
        return length;
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(opener.open());
      }
    };
  }

  static ParquetInput of(FileTree tree, String path) throws IOException {
    if (tree instanceof Seekable seekable) {
      return new ParquetInput(seekable.input(path), null);
    }
    Path copy = Files.createTempFile("boxmill-", ".parquet");
    boolean done = false;
    try (InputStream in = tree.open(path);
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
      out.flush();
      done = true;
      return new ParquetInput(new LocalInputFile(copy), copy);
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
