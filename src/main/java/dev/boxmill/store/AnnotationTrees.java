package dev.boxmill.store;

import dev.boxmill.error.UserException;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.Source;
import dev.boxmill.format.TreePaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Opens what an option names, on any Hadoop file system, as a {@link FileTree}: a folder, a zip or
 * tar archive (known by its first bytes; tar also compressed with gzip), a file, or a file
 * compressed with gzip.
 */
public final class AnnotationTrees {
  private static final int TAR_MAGIC = 257;
  private static final int HEAD = TAR_MAGIC + 5;

  private AnnotationTrees() {}

  /**
   * Opens a tree; archives need closing.
   *
   * @param option what messages say before the name, e.g. "--detections"
   * @param given path or URI as the user gave it
   * @param configuration of the file system
   * @return the files, listed now
   * @throws UserException naming the option when there is nothing there, it cannot be read, or a
   *     run is still writing it
   */
  public static FileTree open(String option, String given, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        throw new UserException(option + " " + given + ": no such file");
      }
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        return folder(option, given, files, status.getPath());
      }
      return file(new HadoopSource(given, configuration));
    } catch (IOException | IllegalArgumentException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }

  private static FileTree file(HadoopSource source) throws IOException {
    byte[] head = head(source.open());
    if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] <= 6 && head[3] <= 6) {
      return ArchiveTree.zip(source);
    }
    if (isTar(head)) {
      return ArchiveTree.tar(source);
    }
    if (head.length > 1 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b) {
      Source plain = new Unzipped(source);
      return isTar(head(plain.open())) ? ArchiveTree.tar(plain) : FileTree.of(plain);
    }
    return new HadoopFile(source);
  }

  private static byte[] head(InputStream stream) throws IOException {
    try (stream) {
      return stream.readNBytes(HEAD);
    }
  }

  private static boolean isTar(byte... head) {
    return head.length == HEAD
        && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar");
  }

  private static FileTree folder(String option, String given, FileSystem files, Path root)
      throws IOException {
    TreePaths paths = new TreePaths(given);
    String prefix = root.toUri().getPath();
    int start = prefix.length() + (prefix.endsWith("/") ? 0 : 1);
    FolderListing.forEach(files, root, file -> paths.add(file.toUri().getPath().substring(start)));
    List<String> sorted = paths.sorted();
    AtomicOutput.requireFinished(option, given, sorted);
    // Hadoop's checksum layer fails on names with colons.
    FileSystem plain = files instanceof LocalFileSystem local ? local.getRaw() : files;
    return new HadoopFolder(given, plain, root, sorted);
  }

  /** A file as it was before gzip. */
  private record Unzipped(Source packed) implements Source {
    @Override
    public String name() {
      return packed.name();
    }

    @Override
    public InputStream open() throws IOException {
      return new GZIPInputStream(packed.open(), 1 << 16);
    }
  }
}
