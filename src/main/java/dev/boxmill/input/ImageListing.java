package dev.boxmill.input;

import dev.boxmill.error.UserException;
import dev.boxmill.store.StoreErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the images of folders (with everything below), files, globs, lists and archives on any
 * Hadoop file system. Sub-folders and archives are looked at side by side; what comes out depends
 * on neither the number of threads nor on their order.
 *
 * <p>The list is the driver's: about 200 bytes an image, and as much again on its way to tasks.
 */
public final class ImageListing {
  /** Requests in flight: waiting for a store, not computing. */
  private static final int THREADS = 16;

  private ImageListing() {}

  /**
   * Lists images, each once: files by path, those of an archive as they lie in it.
   *
   * @param paths files, folders, globs, lists and archives, as the user gave them
   * @param root where the names of lists begin; null for each list's own folder
   * @param configuration file systems and their credentials
   * @return the images in an order that depends on their places alone, at least one
   * @throws UserException when a path does not exist, an archive is damaged, no image is found, or
   *     two different ones have one path
   */
  public static List<ImageEntry> list(
      List<String> paths, String root, Configuration configuration) {
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      List<ImageEntry> found = new ArrayList<>();
      List<ForkJoinTask<List<ImageEntry>>> tasks =
          paths.stream().map(given -> pool.submit(() -> one(given, root, configuration))).toList();
      for (int i = 0; i < tasks.size(); i++) {
        List<ImageEntry> images = joined(tasks.get(i));
        if (images == null) {
          throw new UserException("--images " + paths.get(i) + ": no such file or folder");
        }
        found.addAll(images);
      }
      if (found.isEmpty()) {
        throw new UserException(
            "--images "
                + String.join(" ", paths)
                + ": no images found; looked for "
                + String.join(", ", InputKinds.imageExtensions())
                + " and archives of them");
      }
      return ordered(found);
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<ImageEntry> joined(ForkJoinTask<List<ImageEntry>> task) {
    try {
      return task.join();
    } catch (RuntimeException e) {
      // A pool may wrap what a task throws.
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof UserException user) {
          throw user;
        }
      }
      throw e;
    }
  }

  /** What one given path means; null when there is nothing. */
  private static List<ImageEntry> one(String given, String root, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      // A folder may be called "a[1]": the name itself goes before its meaning as a glob.
      FileStatus[] matches =
          files.exists(path)
              ? new FileStatus[] {files.getFileStatus(path)}
              : files.globStatus(path);
      return matches == null || matches.length == 0
          ? null
          : new InputWalk(files, root, configuration).all(matches);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "--images " + given + ": cannot be listed (" + StoreErrors.reason(e) + ")", e);
    }
  }

  private static List<ImageEntry> ordered(List<ImageEntry> found) {
    found.sort(ImageEntry.ORDER);
    Map<String, ImageEntry> byPath = new HashMap<>(2 * found.size());
    List<ImageEntry> once = new ArrayList<>(found.size());
    for (ImageEntry image : found) {
      ImageEntry other = byPath.putIfAbsent(image.path(), image);
      if (other == null) {
        once.add(image);
      } else if (!other.samePlace(image)) {
        throw new UserException(
            "two images are called '"
                + image.path()
                + "', in "
                + other.container()
                + " and "
                + image.container()
                + "; give each a path of its own");
      }
    }
    return once;
  }
}
