package dev.boxmill.input;

/** Which entries of an archive are images, and what the output calls them. */
final class ArchiveNames {
  private ArchiveNames() {}

  /** Whether an entry is an image by its name; what systems add by themselves is none. */
  static boolean isImage(String entry) {
    return !entry.startsWith("__MACOSX/") && InputKinds.isImage(entry.substring(slash(entry) + 1));
  }

  /**
   * The archive's path, a slash and the entry's name. The name may begin with ".." or "/": it stays
   * a name, no file is opened or written by it.
   */
  static String path(InputFile archive, String entry) {
    String name = entry.startsWith("./") ? entry.substring(2) : entry;
    return archive.name() + "/" + name;
  }

  private static int slash(String entry) {
    return Math.max(entry.lastIndexOf('/'), entry.lastIndexOf('\\'));
  }
}
