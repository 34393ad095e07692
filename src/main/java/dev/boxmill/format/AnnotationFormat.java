package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.Set;

/** A kind of annotation files. One class a format, found by ServiceLoader, named by its id. */
public interface AnnotationFormat {

  /** {@return the name on a command line, e.g. "coco"} */
  String id();

  /**
   * {@return whether files look like this format, told from names and the first bytes of few files}
   *
   * @param tree any files, not necessarily annotations
   * @throws IOException when a file cannot be read
   */
  boolean recognises(FileTree tree) throws IOException;

  /**
   * Reads all files. Ids of images, objects and classes that the format lacks are 1, 2, ...: images
   * in the order of their file names, objects in that of their images, classes as {@link
   * ReadOptions#classes} says.
   *
   * @param tree files of this format
   * @param options the report takes bad records and what has no place among annotations
   * @return ids unique; every object of an image and a class that are there
   * @throws dev.boxmill.error.UserException naming the file and the place of a bad record, unless
   *     the options' report counts these
   * @throws IOException when a file cannot be read
   */
  Annotations read(FileTree tree, ReadOptions options) throws IOException;

  /** {@return whether it writes one file rather than a folder} */
  boolean oneFile();

  /** {@return what the format can hold beside named classes and boxes} */
  Set<Feature> holds();

  /**
   * Writes annotations.
   *
   * @param all what {@link #losses} counts is left out silently
   * @param sink where each file is begun once
   * @throws dev.boxmill.error.UserException when the format cannot say the boxes at all, e.g. for
   *     want of an image's size
   * @throws IOException when the sink fails
   */
  void write(Annotations all, FileSink sink) throws IOException;

  /**
   * {@return what {@link #write} does not write}
   *
   * @param all the same annotations
   */
  default Losses losses(Annotations all) {
    return Losses.of(all, holds());
  }
}
