package dev.boxmill.input;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Names of images in lists and tables, as the output calls the images. */
public final class ListedPath {
  private ListedPath() {}

  /**
   * {@return the full path of a name; local files without their scheme}
   *
   * @param name a URI or absolute path, which stays as it is, or a path below the base
   * @param base a folder
   * @param configuration file systems and their credentials
   * @throws IOException when the file system cannot be reached
   * @throws IllegalArgumentException when it is no path
   */
  public static String of(String name, Path base, Configuration configuration) throws IOException {
    // A path of its own: in a joined string a colon would be taken for a URI's scheme.
    Path given = isUri(name) ? new Path(name) : new Path(base, new Path(null, null, local(name)));
    return InputFile.plain(given.getFileSystem(configuration).makeQualified(given));
  }

  static boolean isUri(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
  }

  private static String local(String name) {
    return name.startsWith("/") ? name : "./" + name;
  }
}
