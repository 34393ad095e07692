package dev.boxmill.check;

import java.util.List;

/**
 * The files of a data set's images.
 *
 * @param facts one an image, in the image table's order; null where no file was found
 * @param unlisted paths of image files that no image of the set names
 */
public record ImageFiles(List<ImageFact> facts, List<String> unlisted) {

  /** Copies the paths; the facts, which may be null, are only shielded from writing. */
  public ImageFiles {
    facts = java.util.Collections.unmodifiableList(facts);
    unlisted = List.copyOf(unlisted);
  }
}
