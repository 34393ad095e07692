package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.AugmentedView;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.TileMerge;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How one image becomes several inputs, and several lists of detections one; plain values, so that
 * it travels to executors.
 *
 * @param views text of {@link AugmentedView#parse}; empty for the image alone
 * @param merge how the lists of the views are merged; null for weighted boxes fusion
 * @param mergeIou IoU threshold of that merging
 * @param tile side of the tiles in pixels of the image; 0 for none
 * @param overlap part of a tile that it shares with its neighbour, in [0, 1)
 * @param tileIou IoU threshold for doubles at the edges of tiles
 * @param fused whether the lists of several models are fused, rather than kept apart
 * @param fuseIou IoU threshold of that fusion
 * @param weights of the models in the fusion, in their order; empty for 1 each
 */
public record Combination(
    String views,
    NmsSettings merge,
    double mergeIou,
    int tile,
    double overlap,
    double tileIou,
    boolean fused,
    double fuseIou,
    List<Double> weights)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One input an image. */
  public static final Combination NONE =
      new Combination("", NmsSettings.NONE, 1, 0, 0, 1, false, 1, List.of());

  public Combination {
    weights = new ArrayList<>(weights); // Java's immutable lists do not all travel
  }

  /** Whether an image is one input of one model. */
  boolean simple(int models) {
    return models == 1 && tile == 0 && views.isEmpty();
  }

  /**
   * The views of an image.
   *
   * @throws UserException when the text is not of the form
   */
  List<AugmentedView> augmentedViews() {
    return AugmentedView.parse(views, "--tta");
  }

  /** Whether detections of different inputs meet in one list. */
  boolean mixes() {
    return fused || tile > 0 || !views.isEmpty();
  }

  TileMerge tiles(int width, int height) {
    return TileMerge.plan(width, height, tile, overlapPixels());
  }

  /** Pixels that neighbouring tiles share. */
  int overlapPixels() {
    return (int) Math.rint(tile * overlap);
  }
}
