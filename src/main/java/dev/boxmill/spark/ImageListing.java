package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.store.FolderListing;
import dev.boxmill.store.StoreErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the images of folders (with everything below), files and globs on any Hadoop file system.
 */
public final class ImageListing {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif");

  private ImageListing() {}

  /**
   * Lists images, each once, sorted by path.
   *
   * @throws UserException when a path does not exist or no image is found
   */
  public static List<ImageFile> list(List<String> paths, Configuration configuration) {
    TreeMap<String, ImageFile> found = new TreeMap<>();
    for (String given : paths) {
      int before = found.size();
      boolean exists = addAll(given, configuration, found);
      if (!exists) {
        throw new UserException("--images " + given + ": no such file or folder");
      }
      if (found.size() == before && paths.size() == 1) {
        throw new UserException(
            "--images "
                + given
                + ": no images found; looked for "
                + String.join(", ", EXTENSIONS.stream().sorted().toList()));
      }
    }
    if (found.isEmpty()) {
      throw new UserException("--images " + String.join(" ", paths) + ": no images found");
    }
    return new ArrayList<>(found.values());
  }

  private static boolean addAll(
      String given, Configuration configuration, Map<String, ImageFile> found) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      // A folder may be called "a[1]": the name itself goes before its meaning as a glob.
      FileStatus[] matches =
          files.exists(path)
              ? new FileStatus[] {files.getFileStatus(path)}
              : files.globStatus(path);
      if (matches == null || matches.length == 0) {
        return false;
      }
      for (FileStatus match : matches) {
        if (match.isFile()) {
          add(match, found);
          continue;
        }
        FolderListing.forEach(
            files,
            match.getPath(),
            file -> {
              if (isImage(file.getPath().getName())) {
                add(file, found);
              }
            });
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "--images " + given + ": cannot be listed (" + StoreErrors.reason(e) + ")", e);
    }
  }

  private static void add(FileStatus file, Map<String, ImageFile> found) {
    String path = plain(file.getPath());
    found.put(path, new ImageFile(path, file.getLen()));
  }

  /** Local files without "file:", so that the output reads as the user wrote it. */
  private static String plain(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static boolean isImage(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0
        && !name.startsWith(".")
        && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
