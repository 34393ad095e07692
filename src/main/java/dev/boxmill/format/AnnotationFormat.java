package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import java.util.Set;

/** A kind of annotation file. One file a format, found by ServiceLoader, named by its id. */
public interface AnnotationFormat {

  /** The name on a command line, e.g. "coco". */
  String id();

  /**
   * Reads a whole file.
   *
   * @throws dev.boxmill.error.UserException naming the file and the place when it is malformed, or
   *     ids are missing, doubled or dangling
   */
  Annotations read(Source source);

  /**
   * Reads a whole file with what is wanted beside boxes, as far as the format knows such things.
   *
   * @throws dev.boxmill.error.UserException as above, and when an object lacks what is wanted
   */
  default Annotations read(Source source, Set<Want> wanted) {
    return read(source);
  }
}
