package dev.boxmill.report;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the file behind a path in the results. With a root folder only files in it are found: at
 * the relative path that the results say, else by file name; never outside, not even by links.
 */
public final class ImageLocator {
  private final Path root;
  private final Function<String, Optional<Path>> elsewhere;
  private final boolean all;

  private ImageLocator(Path root, Function<String, Optional<Path>> elsewhere, boolean all) {
    this.root = root;
    this.elsewhere = elsewhere;
    this.all = all;
  }

  /** Takes the results' paths as they are, of local files only. */
  static ImageLocator asWritten() {
    return asWritten(path -> Optional.empty());
  }

  /**
   * {@return one that takes the results' paths as they are}
   *
   * @param elsewhere gives a local copy of what has a scheme other than {@code file:}
   */
  public static ImageLocator asWritten(Function<String, Optional<Path>> elsewhere) {
    return new ImageLocator(null, elsewhere, false);
  }

  /**
   * {@return one that leaves all to a function}
   *
   * @param elsewhere gives a local copy of a path in the results
   */
  public static ImageLocator fetching(Function<String, Optional<Path>> elsewhere) {
    return new ImageLocator(null, elsewhere, true);
  }

  /**
   * {@return one that finds nothing outside a folder}
   *
   * @param folder may itself be a link
   * @throws UserException when it is no folder
   */
  public static ImageLocator in(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (Files.isDirectory(real)) {
        return new ImageLocator(real, path -> Optional.empty(), false);
      }
    } catch (IOException e) {
      throw new UserException("--images " + folder + ": no such folder", e);
    }
    throw new UserException("--images " + folder + ": not a folder");
  }

  /**
   * {@return the image's file, if it is there and a regular file}
   *
   * @param written a path, name or URI as the results have it; anything odd is not found
   */
  public Optional<Path> find(String written) {
    if (all || (root == null && isElsewhere(written))) {
      return elsewhere.apply(written);
    }
    try {
      Path path = path(written);
      if (root == null) {
        return Optional.of(path).filter(Files::isRegularFile);
      }
      Path name = path.getFileName();
      return (path.isAbsolute() ? Optional.<Path>empty() : inRoot(path))
          .or(() -> name == null ? Optional.empty() : inRoot(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no path at all on this system, or another scheme such as s3a:
    }
  }

  private static boolean isElsewhere(String written) {
    return written.indexOf("://") > 0 && !written.regionMatches(true, 0, "file:", 0, 5);
  }

  private Path path(String written) {
    if (written.regionMatches(true, 0, "file:", 0, 5)) {
      return Path.of(URI.create(written).getPath());
    }
    if (isElsewhere(written)) {
      return Path.of(written.substring(written.lastIndexOf('/') + 1));
    }
    return Path.of(written);
  }

  private Optional<Path> inRoot(Path relative) {
    Path path = root.resolve(relative).normalize();
    if (!path.startsWith(root) || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(path.toRealPath()).filter(p -> p.startsWith(root));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
