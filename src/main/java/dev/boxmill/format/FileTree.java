package dev.boxmill.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The files of one data set: a single file, or all of a folder's or an archive's. */
public interface FileTree extends Closeable {

  /** What messages call it: a path or URI as the user gave it. */
  String name();

  /** Whether it is one file rather than a folder or an archive. */
  boolean single();

  /**
   * All files, ascending; relative, with slashes, below the root (no "..", no leading slash). Files
   * that systems put there by themselves (names beginning with a dot, __MACOSX) are left out.
   */
  List<String> paths();

  /** Opens one of {@link #paths} at its beginning. */
  InputStream open(String path) throws IOException;

  /**
   * A file near a single one, which that may be about.
   *
   * @param path relative to the single file's folder; there need not be such a file
   * @return null in folders and archives, and where nothing is known of a file's surroundings
   */
  default Source sibling(String path) {
    return null;
  }

  /** Lets go of what an archive needed. */
  @Override
  default void close() throws IOException {}

  /** One of {@link #paths} with the name that messages use. */
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

  /** The files whose names end so, whatever the case. */
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

  /** A local file or folder. */
  static FileTree of(Path path) {
    return LocalTree.of(path);
  }

  /** One file. */
  static FileTree of(Source source) {
    return new OneFile(source);
  }
}
