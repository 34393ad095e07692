package dev.boxmill.spark;

import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;

/**
 * A model of a detect run.
 *
 * @param uri path or URI of its file
 * @param checksum SHA-256 of the file
 * @param descriptor what goes into the model and what comes out
 * @param nms how duplicates are removed
 */
public record DetectModel(String uri, String checksum, Descriptor descriptor, NmsSettings nms) {

  /** {@return the file's name, by which executors find it} */
  public String fileName() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  /** {@return what detections call it where several run: the file's name, no extension} */
  public String id() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
