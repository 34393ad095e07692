package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file or folder that appears complete or not at all: it is written beside its place under
 * another name and then renamed. Not committed, it is deleted when closed.
 */
public final class AtomicOutput implements AutoCloseable {
  private final String given;
  private final Path target;
  private final Path temporary;
  private final FileSystem files;

  private AtomicOutput(String given, Path target, Path temporary, FileSystem files) {
    this.given = given;
    this.target = target;
    this.temporary = temporary;
    this.files = files;
  }

  /** Prepares a folder; {@link #temporary} exists and is empty. */
  public static AtomicOutput folder(String given, Configuration configuration) {
    AtomicOutput output = open(given, configuration);
    try {
      if (!output.files.mkdirs(output.temporary)) {
        throw new IOException("cannot make a folder");
      }
      return output;
    } catch (IOException e) {
      throw output.unwritable(e);
    }
  }

  /** Prepares a file; its folder is made where it is missing. */
  public static AtomicOutput file(String given, Configuration configuration) {
    AtomicOutput output = open(given, configuration);
    try {
      output.files.mkdirs(output.target.getParent());
      output.files.create(output.temporary, false).close();
      return output;
    } catch (IOException e) {
      throw output.unwritable(e);
    }
  }

  private static AtomicOutput open(String given, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      Path target = files.makeQualified(path);
      if (target.getParent() == null) {
        throw new UserException("--out " + given + ": choose a place below the root");
      }
      if (files.exists(target)) {
        throw new UserException("--out " + given + ": already there; remove it or choose another");
      }
      Path temporary =
          new Path(target.getParent(), "." + target.getName() + ".tmp-" + UUID.randomUUID());
      // Hadoop's checksum files beside local outputs would only puzzle people.
      files.setWriteChecksum(false);
      return new AtomicOutput(given, target, temporary, files);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("--out " + given + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private UserException unwritable(IOException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UserException(
        "--out " + given + ": cannot be written (" + reason + "); choose another place", e);
  }

  /** Where to write meanwhile. */
  public Path temporary() {
    return temporary;
  }

  /** Writes the file itself, or a file in the folder. */
  public void writeText(Path place, String text) {
    try (OutputStream out = files.create(place, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Opens the file itself, or a file in the folder. */
  public OutputStream open(Path place) {
    try {
      return files.create(place, true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Puts the output in its place. */
  public void commit() {
    try {
      if (files.exists(target) || !files.rename(temporary, target)) {
        throw new IOException("something else appeared there meanwhile");
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try {
      files.delete(temporary, true);
    } catch (IOException e) {
      // The leftover has a telling name, and the failure that brought us here matters more.
      return;
    }
  }
}
