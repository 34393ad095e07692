package dev.boxmill.head;

import dev.boxmill.error.InternalException;

/**
 * One output of a model for a whole batch, in row-major order.
 *
 * @param name the output's name, or "output0", "output1", ... where the model gives none
 * @param shape all dimensions; the first one is the batch
 * @param data the values, batch after batch; shared, not copied: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent") // values of a forward pass; copying them would cost more
public record Tensor(String name, int[] shape, float[] data) {

  /**
   * Checks the length.
   *
   * @throws InternalException when the dimensions do not multiply to the number of values
   */
  public Tensor {
    long size = 1;
    for (int d : shape) {
      size *= d;
    }
    if (size != data.length) {
      throw new InternalException(name + ": " + data.length + " values for " + size + " places");
    }
  }

  /** {@return number of values of one image of the batch} */
  public int stride() {
    return shape[0] == 0 ? 0 : data.length / shape[0];
  }

  /**
   * {@return index in {@link #data} of the first value of an image}
   *
   * @param image position in the batch, from 0
   */
  public int offset(int image) {
    return image * stride();
  }

  /**
   * {@return a dimension behind the batch: {@code dim(0)} is {@code shape[1]}}
   *
   * @param axis from 0
   */
  public int dim(int axis) {
    return shape[axis + 1];
  }
}
