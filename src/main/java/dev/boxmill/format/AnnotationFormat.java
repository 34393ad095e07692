package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.Set;

/** A kind of annotation files. One class a format, found by ServiceLoader, named by its id. */
public interface AnnotationFormat {

  /** The name on a command line, e.g. "coco". */
  String id();

  /** Whether files look like this format, told from names and the first bytes of few files. */
  boolean recognises(FileTree tree) throws IOException;

  /**
   * Reads all files. Ids of images, objects and classes that the format lacks are 1, 2, ...: images
   * in the order of their file names, objects in that of their images, classes as {@link
   * ReadOptions#classes} says.
   *
   * @throws dev.boxmill.error.UserException naming the file and the place of a bad record, unless
   *     the options' report counts these
   */
  Annotations read(FileTree tree, ReadOptions options) throws IOException;

  /** Whether it writes one file rather than a folder. */
  boolean oneFile();

  /** What the format can hold beside named classes and boxes. */
  Set<Feature> holds();

  /**
   * Writes annotations.
   *
   * @throws dev.boxmill.error.UserException when the format cannot say the boxes at all, e.g. for
   *     want of an image's size
   */
  void write(Annotations all, FileSink sink) throws IOException;

  /** What {@link #write} does not write. */
  default Losses losses(Annotations all) {
    return Losses.of(all, holds());
  }
}
