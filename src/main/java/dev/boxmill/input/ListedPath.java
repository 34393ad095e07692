package dev.boxmill.input;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Names of images in lists and tables, as the output calls the images. */
public final class ListedPath {
  private ListedPath() {}

  /**
   * The full path of a name: a URI or absolute path as it is, all else below the base; local files
   * without their scheme.
   *
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
