package dev.boxmill.input;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A kind of file that holds or names many images. Implementations are public, final, have a public
 * no-argument constructor and are found by ServiceLoader ({@code @AutoService}).
 */
public interface InputKind {

  /**
   * For messages: "tar", "COCO".
   *
   * @return a name that no other kind has
   */
  String id();

  /**
   * Ends of names that mean this kind.
   *
   * @return lower-case, without the first dot: "tar", "tar.gz"
   */
  Set<String> extensions();

  /**
   * Whether a file of any other name is of this kind, by its first {@link InputKinds#HEAD} bytes.
   * Not by itself: text may be anything.
   *
   * @param head fewer bytes where the file is shorter
   * @return true only where the bytes leave no doubt
   */
  default boolean recognises(byte[] head) {
    return false;
  }

  /**
   * Whether a folder's files of this kind are taken too, where the folder has no image files: lists
   * are not, a folder may hold many that mean something else.
   *
   * @return true for kinds that hold the images themselves
   */
  default boolean inFolders() {
    return false;
  }

  /**
   * Lists the images in any order.
   *
   * @param file of this kind, by its name or its beginning
   * @param to takes each image once
   * @throws IOException when the file cannot be read
   * @throws dev.boxmill.error.UserException when the file is damaged or has none of what it needs
   */
  void list(InputFile file, Consumer<ImageEntry> to) throws IOException;
}
