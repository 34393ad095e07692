package dev.boxmill.head;

/** How the values of a batch lie in memory, and so what the model's graph takes. */
public enum InputForm {
  /** Normalised float32, [N, 3, height, width]. */
  FLOAT_PLANES(Float.BYTES),
  /** Pixels as they are, uint8, [N, height, width, 3]; the graph normalises. */
  BYTES(Byte.BYTES);

  private final int valueBytes;

  InputForm(int valueBytes) {
    this.valueBytes = valueBytes;
  }

  /**
   * Bytes of a batch.
   *
   * @throws ArithmeticException where a buffer cannot hold them
   */
  public int bytes(int batch, int height, int width) {
    return Math.multiplyExact(
        Math.multiplyExact(Math.multiplyExact(batch, 3 * valueBytes), height), width);
  }

  /** Dimensions of a batch. */
  public long[] shape(int batch, int height, int width) {
    return this == BYTES
        ? new long[] {batch, height, width, 3}
        : new long[] {batch, 3, height, width};
  }
}
