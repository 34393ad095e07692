package dev.boxmill.report;

import dev.boxmill.report.Thumbnail.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the pictures of gallery and audit, in the page's order, until the page is as large as
 * allowed.
 */
public final class Thumbnails {
  /** Pictures made at once: bounds memory beyond the limit. */
  private static final int BATCH = 64;

  private Thumbnails() {}

  /**
   * {@return a thumbnail of every image by its path, in the order given; those that could not be
   * made say why}
   *
   * @param images paths as the results name them; one named twice is made once
   * @param locator called from several threads at once
   * @param limit characters of {@code data:} URIs in total; a picture that does not fit any more is
   *     left out, and so are all after it
   */
  public static Map<String, Thumbnail> make(List<String> images, ImageLocator locator, long limit) {
    List<String> paths = images.stream().distinct().toList();
    Map<String, Thumbnail> made = new LinkedHashMap<>();
    long used = 0;
    boolean full = limit <= 0;
    for (int start = 0; start < paths.size(); start += BATCH) {
      List<String> batch = paths.subList(start, Math.min(paths.size(), start + BATCH));
      boolean skip = full;
      List<Thumbnail> thumbnails =
          batch.parallelStream()
              .map(p -> skip ? Thumbnail.without(Missing.OVER_LIMIT) : make(locator.find(p)))
              .toList();
      for (int i = 0; i < batch.size(); i++) {
        Thumbnail thumbnail = thumbnails.get(i);
        if (thumbnail.dataUri() != null) {
          full |= used + thumbnail.dataUri().length() > limit;
          used += full ? 0 : thumbnail.dataUri().length();
          thumbnail = full ? Thumbnail.without(Missing.OVER_LIMIT) : thumbnail;
        }
        made.put(batch.get(i), thumbnail);
      }
    }
    return made;
  }

  private static Thumbnail make(Optional<Path> file) {
    if (file.isEmpty()) {
      return Thumbnail.without(Missing.NOT_FOUND);
    }
    try {
      return ThumbnailEncoder.encode(Files.readAllBytes(file.get()))
          .map(Thumbnail::of)
          .orElseGet(() -> Thumbnail.without(Missing.UNREADABLE));
    } catch (IOException e) {
      return Thumbnail.without(Missing.UNREADABLE);
    }
  }
}
