package dev.boxmill.spark;

import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.input.ImageEntry;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What turns the images of a task into detections; travels to the executors. */
interface DetectWork extends Serializable {

  /**
   * Starts on a task's images.
   *
   * @param images whole batches of the run's list, in its order
   * @param given adds to an image what was given for it beside its file
   */
  Stream start(Iterator<ImageEntry> images, UnaryOperator<ImageSource> given);

  /** The detections of a task's images, in their order. */
  interface Stream extends DetectionStream {

    /** What a sweep of NMS counted on the images so far; empty without one. */
    Optional<long[]> sweepTotals();
  }
}
