package dev.boxmill.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of one data set: a single file, or all of a folder's or an archive's. Several threads
 * may open and read files at once.
 */
public interface FileTree extends Closeable {

  /** {@return what messages call it: a path or URI as the user gave it} */
  String name();

  /** {@return whether it is one file rather than a folder or an archive} */
  boolean single();

  /**
   * {@return all files, ascending; relative, with slashes, below the root (no "..", no leading
   * slash), without those that systems put there by themselves (names beginning with a dot,
   * __MACOSX)}
   */
  List<String> paths();

  /**
   * {@return one of {@link #paths} from its beginning, for the caller to close}
   *
   * @param path as {@link #paths} has it
   * @throws IOException when it cannot be read
   */
  InputStream open(String path) throws IOException;

  /**
   * {@return a file near a single one, which that may be about; null in folders and archives, and
   * where nothing is known of a file's surroundings}
   *
   * @param path relative to the single file's folder; there need not be such a file
   */
  default Source sibling(String path) {
    return null;
  }

  /** Lets go of what an archive needed. */
  @Override
  default void close() throws IOException {}

  /**
   * {@return one of {@link #paths} with the name that messages use}
   *
   * @param path as {@link #paths} has it
   */
  default Source source(String path) {
    String full = single() ? name() : name() + "/" + path;
    return new Source() {
      @Override
      public String name() {
        return full;
      }

      @Override
      public InputStream open() throws IOException {
        return FileTree.this.open(path);
      }
    };
  }

  /**
   * {@return the files whose names end so, whatever the case}
   *
   * @param suffixes in lower case
   */
  default List<String> ending(String... suffixes) {
    return paths().stream()
        .filter(
            path -> {
              String lower = path.toLowerCase(Locale.ROOT);
              for (String suffix : suffixes) {
                if (lower.endsWith(suffix)) {
                  return true;
                }
              }
              return false;
            })
        .toList();
  }

  /**
   * {@return a local file or folder}
   *
   * @param path a folder's files are listed now
   * @throws dev.boxmill.error.UserException when they cannot be
   */
  static FileTree of(Path path) {
    return LocalTree.of(path);
  }

  /**
   * {@return a tree of one file}
   *
   * @param source opened anew for every reading
   */
  static FileTree of(Source source) {
    return new OneFile(source);
  }
}
