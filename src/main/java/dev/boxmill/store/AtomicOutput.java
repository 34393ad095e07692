package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file or folder that appears complete or not at all: it is written beside its place under
 * another name and then renamed. Not committed, it is deleted when closed.
 *
 * <p>S3 has no renaming of folders: Hadoop copies object by object, and a reader may come between.
 * There a folder is written in its place, and an object named {@link #UNFINISHED} lies in it from
 * the first moment to the last; {@link #requireFinished} refuses such a folder. A file is written
 * beside its place there too, since its copy appears at once.
 */
public final class AtomicOutput implements AutoCloseable {
  /** Says that a folder on an object store is still being written, or never was to the end. */
  public static final String UNFINISHED = "_unfinished";

  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3");

  private final String given;
  private final Path target;
  private final Path temporary;
  private final FileSystem files;
  private final boolean replace;
  private boolean committed;

  private AtomicOutput(
      String given, Path target, Path temporary, FileSystem files, boolean replace) {
    this.given = given;
    this.target = target;
    this.temporary = temporary;
    this.files = files;
    this.replace = replace;
  }

  /**
   * Prepares a folder; {@link #temporary} exists and is empty, but for the mark.
   *
   * @param given path or URI as the user gave it
   * @param configuration of the file system
   * @return an output to be committed
   * @throws UserException when something is there, or nothing can be written
   */
  public static AtomicOutput folder(String given, Configuration configuration) {
    return folder(given, false, configuration);
  }

  /**
   * Prepares a folder.
   *
   * @param given path or URI as the user gave it
   * @param replace whether it may take the place of what a run of detect wrote
   * @param configuration of the file system
   * @return an output to be committed
   * @throws UserException when something is there that may not be replaced, or nothing can be
   *     written
   */
  public static AtomicOutput folder(String given, boolean replace, Configuration configuration) {
    AtomicOutput output = open(given, true, replace, configuration);
    try {
      if (output.inPlace()) {
        output.files.create(output.mark(), false).close();
      } else if (!output.files.mkdirs(output.temporary)) {
        throw new IOException("cannot make a folder");
      }
      return output;
    } catch (IOException e) {
      throw output.unwritable(e);
    }
  }

  /**
   * Prepares a file; its folder is made where it is missing.
   *
   * @param given path or URI as the user gave it
   * @param configuration of the file system
   * @return an output to be committed
   * @throws UserException when something is there, or nothing can be written
   */
  public static AtomicOutput file(String given, Configuration configuration) {
    return file(given, false, configuration);
  }

  /**
   * Prepares a file.
   *
   * @param given path or URI as the user gave it
   * @param replace whether it may take the place of another
   * @param configuration of the file system
   * @return an output to be committed
   * @throws UserException when something is there that may not be replaced, or nothing can be
   *     written
   */
  public static AtomicOutput file(String given, boolean replace, Configuration configuration) {
    AtomicOutput output = open(given, false, replace, configuration);
    try {
      output.files.mkdirs(output.target.getParent());
      output.files.create(output.temporary, false).close();
      return output;
    } catch (IOException e) {
      throw output.unwritable(e);
    }
  }

  private static AtomicOutput open(
      String given, boolean folder, boolean replace, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      Path target = files.makeQualified(path);
      if (target.getParent() == null) {
        throw new UserException("--out " + given + ": choose a place below the root");
      }
      boolean inPlace = folder && isObjectStore(files);
      if (replace && files.exists(target)) {
        requireReplaceable(given, folder, files, target);
        if (inPlace) {
          files.delete(target, true);
        }
      }
      if (inPlace && files.exists(new Path(target, UNFINISHED))) {
        throw new UserException(
            "--out "
                + given
                + ": holds what a run wrote that has not ended; remove it or choose another");
      }
      if (files.exists(target) && !replace) {
        throw new UserException("--out " + given + ": already there; remove it or choose another");
      }
      Path beside =
          new Path(target.getParent(), "." + target.getName() + ".tmp-" + UUID.randomUUID());
      // Hadoop's checksum files beside local outputs would only puzzle people.
      files.setWriteChecksum(false);
      return new AtomicOutput(given, target, inPlace ? target : beside, files, replace);
    } catch (IOException | RuntimeException e) {
      throw e instanceof UserException mistake ? mistake : unwritable(given, e);
    }
  }

  private static void requireReplaceable(
      String given, boolean folder, FileSystem files, Path target) throws IOException {
    if (folder) {
      FormerRun.requireImageFiles(given, files, target);
    } else if (files.getFileStatus(target).isDirectory()) {
      throw new UserException("--out " + given + ": is a folder; remove it or choose another");
    }
  }

  /**
   * Refuses a folder that is still being written.
   *
   * @param option the option that names the folder
   * @param given the folder, as the user gave it
   * @param entries names in it
   */
  public static void requireFinished(String option, String given, Iterable<String> entries) {
    for (String entry : entries) {
      if (entry.equals(UNFINISHED)) {
        throw new UserException(
            option
                + " "
                + given
                + ": the run that writes it has not ended (it holds "
                + UNFINISHED
                + "); wait for it, or run it again");
      }
    }
  }

  /** Whether folders cannot be renamed there, and a file appears at once when it is closed. */
  static boolean isObjectStore(FileSystem files) {
    return OBJECT_STORES.contains(files.getScheme());
  }

  private boolean inPlace() {
    return temporary.equals(target);
  }

  private Path mark() {
    return new Path(target, UNFINISHED);
  }

  /** What users are told when a file of the output cannot be written. */
  UserException unwritable(IOException e) {
    return unwritable(given, e);
  }

  private static UserException unwritable(String given, Exception e) {
    return new UserException(
        "--out "
            + given
            + ": cannot be written ("
            + StoreErrors.reason(e)
            + "); choose another place",
        e);
  }

  /** {@return where to write meanwhile} */
  public Path temporary() {
    return temporary;
  }

  /**
   * Writes the file itself, or a file in the folder.
   *
   * @param place {@link #temporary}, or a path below it
   * @param text written as UTF-8
   */
  public void writeText(Path place, String text) {
    try (OutputStream out = files.create(place, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Opens the file itself, or a file in the folder; several threads may.
   *
   * @param place {@link #temporary}, or a path below it
   * @return a stream for the caller to close before {@link #commit}
   */
  public OutputStream open(Path place) {
    try {
      if (files instanceof LocalFileSystem local) {
        // Hadoop starts a process to set permissions, file by file.
        return new BufferedOutputStream(created(local.pathToFile(place).toPath()));
      }
      return files.create(place, true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static OutputStream created(java.nio.file.Path file) throws IOException {
    try {
      return Files.newOutputStream(file);
    } catch (NoSuchFileException e) {
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file);
    }
  }

  /** Puts the output in its place. */
  public void commit() {
    try {
      if (inPlace()) {
        if (!files.delete(mark(), false)) {
          throw new IOException("somebody removed it meanwhile");
        }
      } else if (!makeRoom() || !files.rename(temporary, target)) {
        throw new IOException("something else appeared there meanwhile");
      }
      committed = true;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private boolean makeRoom() throws IOException {
    return !files.exists(target) || (replace && files.delete(target, true));
  }

  @Override
  public void close() {
    if (committed) {
      return;
    }
    try {
      files.delete(temporary, true);
    } catch (IOException e) {
      // The leftover has a telling name, and the failure that brought us here matters more.
      return;
    }
  }
}
