package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local folder.
 *
 * @param root the folder
 * @param paths its files
 */
record LocalTree(Path root, List<String> paths) implements FileTree {
  private static final int DEEPEST = 64;

  static FileTree of(Path path) {
    if (!Files.isDirectory(path)) {
      return new OneFile(Source.file(path));
    }
    TreePaths taken = new TreePaths(path.toString());
    try (Stream<Path> files = Files.walk(path, DEEPEST)) {
      Iterator<Path> each = files.iterator();
      while (each.hasNext()) {
        Path file = each.next();
        if (Files.isRegularFile(file)) {
          taken.add(path.relativize(file).toString());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(path + ": cannot be listed (" + e + "); check its rights", e);
    }
    return new LocalTree(path, taken.sorted());
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public boolean single() {
    return false;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(root.resolve(path));
  }
}
