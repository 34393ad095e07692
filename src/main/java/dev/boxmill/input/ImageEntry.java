package dev.boxmill.input;

import java.util.Comparator;

/**
 * A listed image.
 *
 * @param path what the output calls it: a local path without scheme, a URI, or an archive's path, a
 *     slash and the entry's name. Only a name: nothing is written there, whatever it holds
 * @param container the file that its bytes are in; the path itself for {@link Storage#FILE}
 * @param position see {@link Storage}; 0 where it means nothing
 * @param length of the encoded bytes; negative where only reading tells
 * @param weight bytes to fetch, estimated where not known; for even tasks
 * @param extra see {@link Storage}; 0 where it means nothing
 */
public record ImageEntry(
    String path,
    Storage storage,
    String container,
    long position,
    long length,
    long weight,
    long extra) {

  /** Files by path; what lies in one file as it lies there. The same whatever listed them. */
  static final Comparator<ImageEntry> ORDER =
      Comparator.comparing(ImageEntry::container)
          .thenComparingLong(ImageEntry::position)
          .thenComparingLong(ImageEntry::extra)
          .thenComparing(ImageEntry::path);

  /**
   * An image that is a file.
   *
   * @param path a local path or a URI
   * @param length in bytes, negative when not known
   * @return an entry whose container is the path
   */
  public static ImageEntry file(String path, long length) {
    return new ImageEntry(path, Storage.FILE, path, 0, length, Math.max(0, length), 0);
  }

  /**
   * Whether reading it means waiting for a network.
   *
   * @return false for local paths alone, which begin with a slash
   */
  public boolean remote() {
    return !container.startsWith("/");
  }

  boolean samePlace(ImageEntry other) {
    return container.equals(other.container) && position == other.position && extra == other.extra;
  }
}
