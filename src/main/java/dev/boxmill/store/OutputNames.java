package dev.boxmill.store;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the file that belongs to an image is called: the image's path below the folder that all
 * images share, without its extension. Paths come from strangers' archives and lists, so each part
 * becomes one that is surely the name of a file in its folder: no dots to climb by, no separators,
 * none too long. Where two images would get one name, both get a checksum of their path added.
 */
public final class OutputNames implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern UNSAFE = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}]|^[.\\s]|[.\\s]$");

  /** Of the 255 bytes that file systems take; a character has at most 3 of them, or 4 as two. */
  private static final int LONGEST = 70;

  private final int common;
  private final Set<String> shared;

  /**
   * Prepares.
   *
   * @param first the least of all paths
   * @param last the greatest
   */
  public OutputNames(String first, String last) {
    this(commonFolder(first, last), Set.of());
  }

  private OutputNames(int common, Set<String> shared) {
    this.common = common;
    this.shared = Set.copyOf(shared);
  }

  /**
   * {@return the same, where names are more than one image's}
   *
   * @param keys the {@link #key keys} of those names
   */
  public OutputNames withShared(Set<String> keys) {
    return new OutputNames(common, keys);
  }

  /** All paths lie between these two, so what they begin with all do. */
  private static int commonFolder(String first, String last) {
    int same = 0;
    int most = Math.min(first.length(), last.length());
    while (same < most && first.charAt(same) == last.charAt(same)) {
      same++;
    }
    return first.lastIndexOf('/', same - 1) + 1;
  }

  /**
   * {@return what is equal for images that would share a file, also where a file system ignores
   * case}
   *
   * @param path between the least and the greatest
   */
  public String key(String path) {
    return plain(path).toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the name of an image's file: relative, with slashes, without extension}
   *
   * @param path between the least and the greatest
   */
  public String of(String path) {
    String name = plain(path);
    return shared.contains(name.toLowerCase(Locale.ROOT)) ? name + "-" + checksum(path) : name;
  }

  private String plain(String path) {
    String relative = path.substring(common);
    int dot = relative.lastIndexOf('.');
    if (dot > relative.lastIndexOf('/') + 1) {
      relative = relative.substring(0, dot);
    }
    StringBuilder name = new StringBuilder();
    for (String part : relative.split("/", -1)) {
      name.append(name.isEmpty() ? "" : "/").append(part(part));
    }
    return name.toString();
  }

  private static String part(String part) {
    String safe = UNSAFE.matcher(part).replaceAll("_");
    if (safe.length() > LONGEST) {
      return safe.substring(0, LONGEST - 9) + "-" + checksum(part);
    }
    return safe.isEmpty() ? "_" : safe;
  }

  private static String checksum(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
