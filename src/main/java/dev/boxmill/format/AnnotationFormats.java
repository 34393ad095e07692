package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All formats on the class path. */
public final class AnnotationFormats {

  private AnnotationFormats() {}

  /** {@return all formats, ascending by id} */
  public static List<AnnotationFormat> all() {
    return ServiceLoader.load(AnnotationFormat.class, AnnotationFormats.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(AnnotationFormat::id))
        .toList();
  }

  /**
   * {@return the format with an id}
   *
   * @param option what messages call it, e.g. "--format"
   * @param id e.g. "coco"
   * @throws UserException naming the known ones when there is none
   */
  public static AnnotationFormat find(String option, String id) {
    return all().stream()
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    option + " " + id + ": no such format; give one of " + ids(all())));
  }

  /**
   * {@return the format that files are in}
   *
   * @param tree of which names and first bytes are looked at
   * @throws UserException when it is none or more than one
   * @throws IOException when a file cannot be read
   */
  public static AnnotationFormat recognise(FileTree tree) throws IOException {
    List<AnnotationFormat> fitting = new ArrayList<>();
    for (AnnotationFormat format : all()) {
      if (format.recognises(tree)) {
        fitting.add(format);
      }
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new UserException(
        tree.name()
            + (fitting.isEmpty()
                ? ": of no known annotation format; name it with --format, one of " + ids(all())
                : ": could be " + ids(fitting) + "; say which with --format"));
  }

  /**
   * Reads local files of whichever format they are in, and of their objects the boxes.
   *
   * @param path a file, or a folder of files
   * @return the annotations, without masks and keypoints
   * @throws UserException naming the file and the place of the first bad record, or when the format
   *     is not known
   * @throws IOException when a file cannot be read
   */
  public static Annotations read(Path path) throws IOException {
    try (FileTree tree = FileTree.of(path)) {
      return recognise(tree).read(tree, ReadOptions.plain());
    }
  }

  private static String ids(List<AnnotationFormat> formats) {
    return String.join(", ", formats.stream().map(AnnotationFormat::id).toList());
  }
}
