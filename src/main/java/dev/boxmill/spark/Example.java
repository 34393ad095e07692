package dev.boxmill.spark;

import dev.boxmill.eval.ExampleMatching.Shown;
import java.util.List;

/**
 * An image worth looking at, with its boxes.
 *
 * @param path where the image was found, or its file name in the annotations
 * @param groundTruths boxes with a score of -1
 */
record Example(
    long imageId,
    String path,
    int width,
    int height,
    List<Labelled> groundTruths,
    List<Labelled> detections) {

  /** A box and its category. */
  record Labelled(int categoryId, String label, Shown box) {}
}
