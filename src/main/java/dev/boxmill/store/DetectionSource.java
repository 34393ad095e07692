package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where evaluate's detections come from. A source falls into parts that can be read side by side,
 * on other machines too. The images of the ground truth are handed in and not kept: they are large,
 * and every machine has them already.
 */
public interface DetectionSource extends Serializable {

  /** {@return what messages call it: the path as the user gave it} */
  String name();

  /** {@return about how much memory all its detections take} */
  long bytes();

  /** {@return number of parts, at least 1} */
  int parts();

  /** {@return whether a part holds whole images, each with its path} */
  boolean imageByImage();

  /**
   * What a part of a source that is {@link #imageByImage} says about its images, to be looked at
   * before anything is measured.
   *
   * @param part from 0
   * @param images of the ground truth
   * @return indexes of the part's images, and rows that fit none
   * @throws dev.boxmill.error.UserException when the part is not what its kind should be
   * @throws IOException when a file cannot be read
   */
  PathCheck check(int part, ImageTable images) throws IOException;

  /**
   * Hands on the detections of a part, some thousands at a time.
   *
   * @param part from 0
   * @param images of the ground truth, which a source may find images by path in
   * @param sink void when the answer is false
   * @return false when the input has to be read through {@link #careful} instead
   * @throws IOException when a file cannot be read
   */
  boolean read(int part, ImageTable images, Consumer<DetectionTable> sink) throws IOException;

  /**
   * {@return names of the classes that occur, by category id, as far as the source knows them}
   *
   * @throws dev.boxmill.error.UserException when an id has two names
   * @throws IOException when a file cannot be read
   */
  default Map<Integer, String> classNames() throws IOException {
    return Map.of();
  }

  /**
   * {@return the same source read in a slower way that takes all valid input; asked for only where
   * {@link #read} gave false}
   *
   * @throws dev.boxmill.error.UserException when the input is not valid
   */
  DetectionSource careful();

  /**
   * {@return where images lie, by id, as far as a part of such a source knows}
   *
   * @param part from 0
   * @param images of the ground truth
   * @param imageIds the images asked for
   * @throws IOException when a file cannot be read
   */
  Map<Long, String> paths(int part, ImageTable images, Set<Long> imageIds) throws IOException;
}
