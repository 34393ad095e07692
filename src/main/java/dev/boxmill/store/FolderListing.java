package dev.boxmill.store;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** All files below a folder. */
public final class FolderListing {
  private FolderListing() {}

  /** Hands on every file, however deep, in no order. */
  public static void forEach(FileSystem files, Path folder, Consumer<FileStatus> sink)
      throws IOException {
    if (!(files instanceof LocalFileSystem)) {
      // One request for a thousand objects on S3, whatever the folders.
      RemoteIterator<? extends FileStatus> each = files.listFiles(folder, true);
      while (each.hasNext()) {
        sink.accept(each.next());
      }
      return;
    }
    // On local files listFiles asks for each one's owner, and starts a process to learn it.
    for (FileStatus entry : files.listStatus(folder)) {
      if (entry.isDirectory()) {
        forEach(files, entry.getPath(), sink);
      } else {
        sink.accept(entry);
      }
    }
  }
}
