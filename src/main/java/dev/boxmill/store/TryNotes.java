package dev.boxmill.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a process is about to try, as empty files in a folder that outlives it: a note that is still
 * there was in flight when its process died.
 */
public final class TryNotes {
  private final FileSystem files;
  private final Path folder;

  /**
   * Makes the folder where it is not there yet.
   *
   * @param folder any of Hadoop's addresses, the same for all attempts
   * @param configuration what reaches it
   */
  public TryNotes(String folder, Configuration configuration) {
    try {
      this.folder = new Path(folder);
      files = this.folder.getFileSystem(configuration);
      files.setWriteChecksum(false);
      files.mkdirs(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return names of the notes that earlier processes left} */
  public Set<String> left() {
    try {
      Set<String> names = new TreeSet<>();
      for (FileStatus file : files.listStatus(folder)) {
        names.add(file.getPath().getName());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Notes something before it is tried.
   *
   * @param name a file's name, without a folder
   */
  public void write(String name) {
    try {
      files.create(new Path(folder, name), true).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Withdraws a note: the process lives.
   *
   * @param name as it was written
   */
  public void clear(String name) {
    try {
      files.delete(new Path(folder, name), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
