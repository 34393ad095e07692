package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which names a {@link FileTree} takes from a folder or an archive. */
public final class TreePaths {
  /** Open Images' train part has 1.7 million images. */
  private static final int MOST_FILES = 10_000_000;

  private final String tree;
  private final ArrayList<String> paths = new ArrayList<>();

  /**
   * Collects names.
   *
   * @param tree what messages call the folder or archive
   */
  public TreePaths(String tree) {
    this.tree = tree;
  }

  /**
   * Takes a file's name, unless it is one to leave out.
   *
   * @param given an archive's entry or a path below a folder, with either slash
   * @return the name as {@link FileTree#paths} has it, or null when left out
   * @throws UserException when it climbs out of the tree, is absolute, or is one too many
   */
  public String add(String given) {
    String path = given.replace('\\', '/');
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    boolean hidden = false;
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.isEmpty() || part.indexOf('\0') >= 0) {
        throw new UserException(
            tree
                + ": entry '"
                + Numbers.oneLine(given)
                + "' leads out of the archive; pack the files again");
      }
      hidden |= part.startsWith(".") || part.equals("__MACOSX");
    }
    if (path.matches("[A-Za-z]:/.*")) {
      throw new UserException(
          tree
              + ": entry '"
              + Numbers.oneLine(given)
              + "' is an absolute path; pack the files again");
    }
    if (hidden) {
      return null;
    }
    if (paths.size() == MOST_FILES) {
      throw new UserException(tree + ": more than " + MOST_FILES + " files; give a smaller folder");
    }
    paths.add(path);
    return path;
  }

  /** {@return what was taken, ascending; not a copy, so nothing may be added any more} */
  public List<String> sorted() {
    paths.sort(null);
    paths.trimToSize();
    return Collections.unmodifiableList(paths);
  }
}
