package dev.boxmill.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** All files below a folder. */
final class FolderListing {
  private FolderListing() {}

  /** Hands on every file, however deep, in no order, one at a time: none is kept here. */
  static void forEach(FileSystem files, Path folder, Consumer<Path> sink) throws IOException {
    if (files instanceof LocalFileSystem local) {
      // On local files listFiles asks for each one's owner, and starts a process to learn it.
      local(local, folder, sink);
      return;
    }
    // One request for a thousand objects on S3, whatever the folders.
    RemoteIterator<? extends FileStatus> each = files.listFiles(folder, true);
    while (each.hasNext()) {
      sink.accept(each.next().getPath());
    }
  }

  /** Entry by entry: listStatus would make an array of all, half a gigabyte a million files. */
  private static void local(LocalFileSystem files, Path folder, Consumer<Path> sink)
      throws IOException {
    try (DirectoryStream<java.nio.file.Path> entries =
        Files.newDirectoryStream(files.pathToFile(folder).toPath())) {
      for (java.nio.file.Path entry : entries) {
        // A path of its own: in a joined string a colon would be taken for a URI's scheme.
        Path path = new Path(folder, new Path(null, null, "./" + entry.getFileName()));
        if (Files.isDirectory(entry)) {
          local(files, path, sink);
        } else if (Files.exists(entry) && !LocalFileSystem.isChecksumFile(path)) {
          sink.accept(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(String.valueOf(e.getMessage()));
    }
  }
}
