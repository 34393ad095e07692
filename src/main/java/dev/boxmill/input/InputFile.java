package dev.boxmill.input;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Source;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that holds or names images.
 *
 * @param root where relative names of a list begin; null for the list's own folder
 */
record InputFile(Path path, long length, String root, Configuration configuration) {

  /** Local files without "file:", so that the output reads as the user wrote it. */
  static String plain(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  String name() {
    return plain(path);
  }

  FSDataInputStream open() throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files.open(path);
  }

  byte[] head() throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(InputKinds.HEAD);
    }
  }

  /** For readers of text. */
  Source source() {
    return new Source() {
      @Override
      public String name() {
        return InputFile.this.name();
      }

      @Override
      public InputStream open() throws IOException {
        return InputFile.this.open();
      }
    };
  }

  /**
   * The image that a list names: a URI or absolute path as it is, all else below the root.
   *
   * @param confined whether the name must stay below the root
   * @throws UserException when it is no path, or does not stay there
   */
  ImageEntry listed(String name, boolean confined) {
    try {
      Path base = root == null ? path.getParent() : new Path(root);
      boolean uri = ListedPath.isUri(name);
      if (confined && (uri || name.startsWith("/") || climbs(name))) {
        throw new UserException(
            name() + ": '" + name + "' leads out of --image-root; give names below it");
      }
      return ImageEntry.file(ListedPath.of(name, base, configuration), -1);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(name() + ": '" + name + "' is no path: " + e.getMessage(), e);
    }
  }

  private static boolean climbs(String name) {
    return java.util.Arrays.asList(name.split("/")).contains("..");
  }

  UserException damaged(Exception e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UserException(
        name() + ": damaged archive (" + reason + "); pack the files again", e);
  }
}
