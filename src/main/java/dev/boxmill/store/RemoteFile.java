package dev.boxmill.store;

import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A file that an option names, on any Hadoop file system. */
public final class RemoteFile {
  private final String option;
  private final String given;
  private final FileSystem files;
  private final FileStatus status;

  private RemoteFile(String option, String given, FileSystem files, FileStatus status) {
    this.option = option;
    this.given = given;
    this.files = files;
    this.status = status;
  }

  /**
   * Finds a file.
   *
   * @param option what messages say before the name, e.g. "--detections"
   * @param given path or URI as the user gave it
   * @param configuration of the file system
   * @return the file
   * @throws UserException when it does not exist, is a folder, or its store cannot be reached
   */
  public static RemoteFile find(String option, String given, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        throw new UserException(option + " " + given + ": no such file");
      }
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        throw new UserException(option + " " + given + ": is a folder; give a file");
      }
      return new RemoteFile(option, given, files, status);
    } catch (IOException | IllegalArgumentException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /**
   * {@return whether there is such a file or folder}
   *
   * @param given path or URI
   * @param configuration of the file system
   * @throws UserException when its store cannot be reached
   */
  public static boolean exists(String given, Configuration configuration) {
    try {
      Path path = new Path(given);
      return path.getFileSystem(configuration).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      throw StoreErrors.unreadable("", given, e);
    }
  }

  /** {@return the full URI} */
  public String uri() {
    return status.getPath().toString();
  }

  /** {@return the length in bytes when it was found} */
  public long bytes() {
    return status.getLen();
  }

  /**
   * {@return the file itself where it is local, else a copy in a temporary folder, which lasts as
   * long as this process; what is checked is then what is used, whatever happens to the original}
   */
  public RemoteFile local() {
    if (files instanceof LocalFileSystem) {
      return this;
    }
    try {
      java.nio.file.Path folder = Files.createTempDirectory("boxmill-");
      java.nio.file.Path copy = folder.resolve(status.getPath().getName());
      folder.toFile().deleteOnExit();
      copy.toFile().deleteOnExit();
      try (InputStream in = open()) {
        Files.copy(in, copy);
      }
      FileSystem local = FileSystem.getLocal(files.getConf());
      return new RemoteFile(option, given, local, local.getFileStatus(new Path(copy.toUri())));
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /** {@return the content, for the caller to close} */
  public InputStream open() {
    try {
      return files.open(status.getPath());
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /**
   * {@return the first bytes, fewer where the file is shorter}
   *
   * @param bytes at most so many
   */
  public byte[] head(int bytes) {
    try (InputStream in = open()) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /** {@return the whole content as UTF-8; for small files} */
  public String text() {
    try (InputStream in = open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  /** {@return SHA-256 of the content, in hexadecimal} */
  public String sha256() {
    try (DigestInputStream in =
        new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    } catch (NoSuchAlgorithmException e) {
      throw new InternalException("every JDK has SHA-256", e);
    }
  }
}
