package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.StoreErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Local copies of what lies on other file systems, for a job that reads local files. Closed, they
 * are gone.
 */
final class RemoteCopies implements AutoCloseable {
  private final Configuration configuration;
  private Path folder;
  private int copies;

  RemoteCopies(Configuration configuration) {
    this.configuration = configuration;
  }

  static boolean isRemote(String given) {
    return given.contains("://") && !given.regionMatches(true, 0, "file:", 0, 5);
  }

  /**
   * A file or folder: itself where it is local, else a copy.
   *
   * @throws UserException when it is not there, cannot be read or is not yet complete
   */
  Path fetch(String option, String given) {
    if (!isRemote(given)) {
      return Path.of(given);
    }
    try {
      org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(given);
      FileSystem files = from.getFileSystem(configuration);
      if (!files.exists(from)) {
        throw new UserException(option + " " + given + ": no such folder or file");
      }
      // The name stays: pages show it.
      Path to = newFolder().resolve(from.getName());
      if (files.getFileStatus(from).isFile()) {
        copy(files, from, to);
        return to;
      }
      String root = files.getFileStatus(from).getPath().toUri().getPath() + "/";
      RemoteIterator<LocatedFileStatus> each = files.listFiles(from, true);
      while (each.hasNext()) {
        org.apache.hadoop.fs.Path file = each.next().getPath();
        Path below = to.resolve(file.toUri().getPath().substring(root.length())).normalize();
        if (file.getName().equals(AtomicOutput.UNFINISHED)) {
          throw new UserException(
              option
                  + " "
                  + given
                  + ": the run that writes it has not ended; wait, or run it again");
        }
        if (below.startsWith(to)) {
          copy(files, file, below);
        }
      }
      return to;
    } catch (IOException | IllegalArgumentException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /** A picture, if it is there and can be read. */
  Optional<Path> picture(String given) {
    try {
      return Optional.of(fetch("--images", given)).filter(Files::isRegularFile);
    } catch (UserException e) {
      return Optional.empty(); // The page says which pictures are missing.
    }
  }

  /** Where to write what belongs elsewhere: the path itself, or one that {@link #store} reads. */
  Path writable(String given) {
    if (!isRemote(given)) {
      return Path.of(given);
    }
    try {
      return newFolder().resolve(new org.apache.hadoop.fs.Path(given).getName());
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("--out " + given + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  /** Prepares the place of a remote file, so that mistakes show before the work; null if local. */
  AtomicOutput prepare(String given) {
    return isRemote(given) ? AtomicOutput.file(given, configuration) : null;
  }

  /** Puts a file written to {@link #writable} in its place. */
  static void store(Path written, AtomicOutput out) throws IOException {
    try (OutputStream to = out.open(out.temporary())) {
      Files.copy(written, to);
    }
    out.commit();
  }

  private synchronized Path newFolder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("boxmill-");
    }
    return Files.createDirectory(folder.resolve(Integer.toString(copies++)));
  }

  private static void copy(FileSystem files, org.apache.hadoop.fs.Path from, Path to)
      throws IOException {
    Files.createDirectories(to.getParent());
    try (var in = files.open(from)) {
      Files.copy(in, to);
    }
  }

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      return; // Temporary files of this user, left to the system.
    }
  }
}
