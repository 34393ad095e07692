package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
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

  /** What messages call it. */
  String name();

  /** About how much memory all its detections take. */
  long bytes();

  /** Number of parts, at least 1. */
  int parts();

  /** Whether a part holds whole images, each with its path. */
  boolean imageByImage();

  /**
   * What a part of a source that is {@link #imageByImage} says about its images, to be looked at
   * before anything is measured.
   *
   * @throws dev.boxmill.error.UserException when the part is not what its kind should be
   */
  PathCheck check(int part, ImageTable images) throws IOException;

  /**
   * Hands on the detections of a part, some thousands at a time.
   *
   * @return false when the input has to be read through {@link #careful} instead
   */
  boolean read(int part, ImageTable images, Consumer<DetectionTable> sink) throws IOException;

  /**
   * Names of the classes that occur, by category id, as far as the source knows them.
   *
   * @throws dev.boxmill.error.UserException when an id has two names
   */
  default Map<Integer, String> classNames() throws IOException {
    return Map.of();
  }

  /**
   * The same source read in a slower way that takes all valid input.
   *
   * @throws dev.boxmill.error.UserException when the input is not valid
   */
  DetectionSource careful();

  /**
   * What a setting of detect's sweep of NMS keeps, in place of the detections.
   *
   * @param setting its number, from 0
   * @throws UserException when the source is no output of detect
   */
  default DetectionSource swept(int setting) {
    throw new UserException(
        "--nms-sweep: " + name() + ": give the output folder of detect --nms-sweep");
  }

  /** Where images lie, by id, as far as a part of such a source knows. */
  Map<Long, String> paths(int part, ImageTable images, Set<Long> imageIds) throws IOException;
}
