package dev.boxmill.format;

import dev.boxmill.data.Annotations;

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
}
