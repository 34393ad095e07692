package dev.boxmill.head;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.BoxExtra;
import java.util.List;
import java.util.Set;

/**
 * A family of detectors: how raw outputs become boxes. Implementations are public, final, have a
 * public no-argument constructor and are found by ServiceLoader ({@code @AutoService}).
 */
public interface HeadDecoder {

  /**
   * {@return the value of a descriptor's {@code family}: lower-case, as in the paper, e.g.
   * "yolov3"}
   */
  String id();

  /**
   * {@return what the head says of its boxes besides class and score; some suppressions need it}
   */
  default Set<BoxExtra> gives() {
    return Set.of();
  }

  /**
   * {@return whether the rows of its candidates are slots of object queries, which have a meaning}
   */
  default boolean hasQueries() {
    return false;
  }

  /**
   * Reads the head's parameters and computes what is the same for all images (anchors, grids).
   *
   * @param descriptor of a model of this family
   * @return what decodes that model's outputs
   * @throws UserException when the descriptor lacks a parameter or holds an impossible one
   */
  Head prepare(Descriptor descriptor);

  /** A head bound to one model. Immutable and safe for use by several threads. */
  @FunctionalInterface
  interface Head {
    /**
     * Decodes one image of a batch.
     *
     * @param outputs the model's outputs, in the model's order
     * @param image position in the batch
     * @param floor candidates scoring less than this are not added
     * @param sink receives the candidates in the head's natural order
     * @throws UserException when the outputs' shapes do not fit the descriptor
     */
    void decode(List<Tensor> outputs, int image, double floor, Candidates sink);

    /**
     * The masks of an image's candidates.
     *
     * @param outputs as {@link #decode} takes them
     * @param image position in the batch
     * @return a map for each row of the candidates; null for the heads that have none
     */
    default RowMasks masks(List<Tensor> outputs, int image) {
      return null;
    }

    /**
     * {@return how many lists of detections the outputs hold of one image; 1 but for a few heads}
     *
     * @param outputs as {@link #decode} takes them
     */
    default int parts(List<Tensor> outputs) {
      return 1;
    }

    /**
     * {@return what a part is called, with its number: "layer-3"}
     *
     * @param part from 0 to below {@link #parts}
     */
    default String partName(int part) {
      return "part-" + part;
    }

    /**
     * Decodes one of the {@link #parts}.
     *
     * @param outputs as {@link #decode} takes them
     * @param image position in the batch
     * @param part from 0 to below {@link #parts}
     * @param floor candidates scoring less than this are not added
     * @param sink receives the candidates in the head's natural order
     */
    default void decodePart(
        List<Tensor> outputs, int image, int part, double floor, Candidates sink) {
      decode(outputs, image, floor, sink);
    }
  }
}
