package dev.boxmill.store;

import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a part of detect's output says about its images.
 *
 * @param images indexes of the images that the paths mean, one a row
 * @param errors rows with an error
 * @param unknown rows without an error whose path means no image
 * @param unknownPaths the first few of them by name
 * @param ambiguousPaths the first few paths that mean several images
 */
@SuppressWarnings("ArrayRecordComponent") // a million ints on their way to the driver
public record PathCheck(
    int[] images, long errors, long unknown, List<String> unknownPaths, List<String> ambiguousPaths)
    implements Serializable {
  private static final int SHOWN = 5;

  public PathCheck {
    unknownPaths = first(unknownPaths.stream());
    ambiguousPaths = first(ambiguousPaths.stream());
  }

  private static ArrayList<String> first(Stream<String> paths) {
    return new ArrayList<>(paths.sorted().limit(SHOWN).toList());
  }

  /**
   * Looks at all parts together.
   *
   * @param name of the source
   * @param parts one for every part of it
   * @param table the ground truth's images
   * @return what the user should know
   * @throws UserException when a path means no image, several, or one that another row means too
   */
  public static List<String> warnings(String name, List<PathCheck> parts, ImageTable table) {
    String where = "--detections " + name + ": ";
    BitSet seen = new BitSet();
    long errors = 0;
    long unknown = 0;
    for (PathCheck part : parts) {
      errors += part.errors();
      unknown += part.unknown();
      for (String path : part.ambiguousPaths()) {
        throw new UserException(
            where
                + "path "
                + path
                + " fits several images of the ground truth; give them distinct file_name values");
      }
      for (int image : part.images()) {
        if (seen.get(image)) {
          throw new UserException(
              where
                  + "two rows mean image id "
                  + table.id(image)
                  + " ("
                  + table.fileName(image)
                  + "); detect each image once");
        }
        seen.set(image);
      }
    }
    if (unknown > 0) {
      throw new UserException(
          where
              + unknown
              + " rows of images that the ground truth does not name, first "
              + String.join(", ", first(parts.stream().flatMap(p -> p.unknownPaths().stream())))
              + "; a path must end with an image's file_name");
    }
    List<String> warnings = new ArrayList<>();
    if (errors > 0) {
      warnings.add(errors + " images could not be read by detect and count as without detections");
    }
    int absent = table.size() - seen.cardinality();
    if (absent > 0) {
      warnings.add(
          absent
              + " of "
              + table.size()
              + " images of the ground truth were not detected on and count as without detections");
    }
    return warnings;
  }
}
