package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.TileMerge;
import java.util.List;

/**
 * What a model found in one view of an image: filled when the view's batch has run. Boxes lie in
 * pixels of the tile where there are tiles, else of the image.
 */
final class ViewResult {
  private final TileMerge.Tile tile;
  private List<Detection> detections = List.of();

  /**
   * @param tile null for the whole image
   */
  ViewResult(TileMerge.Tile tile) {
    this.tile = tile;
  }

  TileMerge.Tile tile() {
    return tile;
  }

  boolean failed() {
    return detections == null;
  }

  List<Detection> detections() {
    return detections;
  }

  /**
   * @param found null where the model did not fit in memory
   */
  void found(List<Detection> found) {
    detections = found;
  }
}
