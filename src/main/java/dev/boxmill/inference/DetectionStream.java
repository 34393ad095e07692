package dev.boxmill.inference;

import dev.boxmill.data.ImageDetections;
import java.util.Iterator;

/** Images to detections in the same order. */
public interface DetectionStream extends Iterator<ImageDetections>, AutoCloseable {
  /** Withdraws what is yet to be read. */
  @Override
  void close();
}
