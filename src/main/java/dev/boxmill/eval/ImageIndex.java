package dev.boxmill.eval;

import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the annotated images by ascending id, and finds them by id or by a file's path. */
public final class ImageIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What {@link #byPath} answers when no image has that name. */
  public static final int UNKNOWN = -1;

  /** What {@link #byPath} answers when several images have that name. */
  public static final int AMBIGUOUS = -2;

  private final long[] ids;
  private final HashMap<String, Integer> names = new HashMap<>();

  public ImageIndex(List<ImageInfo> images) {
    List<ImageInfo> sorted =
        images.stream().sorted(Comparator.comparingLong(ImageInfo::id)).toList();
    ids = sorted.stream().mapToLong(ImageInfo::id).toArray();
    Map<String, Integer> lastParts = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      String name = normal(sorted.get(i).fileName());
      names.merge(name, i, (a, b) -> AMBIGUOUS);
      lastParts.merge(name.substring(name.lastIndexOf('/') + 1), i, (a, b) -> AMBIGUOUS);
    }
    // The images may lie in another folder than the annotations say.
    lastParts.forEach(names::putIfAbsent);
  }

  private static String normal(String name) {
    return name.replace('\\', '/').replaceFirst("^(\\./)+", "");
  }

  public int size() {
    return ids.length;
  }

  /** The id of the image of a number. */
  public long id(int image) {
    return ids[image];
  }

  /** The number of the image with an id, or negative. */
  public int byId(long id) {
    return Arrays.binarySearch(ids, id);
  }

  /** The number of the image whose file name is the longest end of a path. */
  public int byPath(String path) {
    String rest = normal(path);
    while (true) {
      Integer image = names.get(rest);
      if (image != null) {
        return image;
      }
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return UNKNOWN;
      }
      rest = rest.substring(slash + 1);
    }
  }

  /**
   * Complains about detections of images that nobody annotated.
   *
   * @param images ids or paths, one a detection or row
   */
  public static void refuseUnknown(List<?> images) {
    if (!images.isEmpty()) {
      throw new UserException(
          "--detections: "
              + images.size()
              + " are of images that the ground truth does not have, such as "
              + images.stream().distinct().limit(3).map(String::valueOf).toList()
              + "; give the ground truth of the same images");
    }
  }
}
