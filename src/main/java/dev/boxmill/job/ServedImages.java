package dev.boxmill.job;

import dev.boxmill.report.ImageLocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Image files of one folder. Results are data that may come from anywhere, and so may the paths in
 * them: what is no image by its first bytes is not given out, whatever its name.
 */
final class ServedImages {
  /** First bytes of what browsers show; SVG is none of them, as it may hold scripts. */
  private static final Map<String, String> TYPES =
      Map.of(
          "\u00ff\u00d8\u00ff", "image/jpeg",
          "\u0089PNG\r\n\u001a\n", "image/png",
          "GIF8", "image/gif",
          "BM", "image/bmp",
          "RIFF", "image/webp");

  private final Optional<ImageLocator> folder;

  /** An image's bytes and its media type. */
  @SuppressWarnings("ArrayRecordComponent") // written out once, never compared
  record Image(String type, byte[] bytes) {}

  ServedImages(Optional<ImageLocator> folder) {
    this.folder = folder;
  }

  /** The image that the results call so; empty where it is not in the folder or no image. */
  Optional<Image> read(String written) {
    return folder.flatMap(f -> f.find(written)).flatMap(ServedImages::load);
  }

  private static Optional<Image> load(Path file) {
    // The path has no links any more; one that was put there since is not followed.
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] start = in.readNBytes(16);
      Optional<String> type = type(new String(start, StandardCharsets.ISO_8859_1));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      byte[] rest = in.readAllBytes();
      byte[] bytes = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, bytes, start.length, rest.length);
      return Optional.of(new Image(type.get(), bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> type(String start) {
    return TYPES.entrySet().stream()
        .filter(t -> start.startsWith(t.getKey()))
        .filter(t -> !t.getKey().equals("RIFF") || start.startsWith("WEBP", 8))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
