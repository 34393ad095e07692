package dev.boxmill.head;

import dev.boxmill.geometry.ResizeMode;

/**
 * What happens to an image before the model sees it: resize, pad, scale, subtract the mean, divide
 * by the standard deviation. The last three are the graph's own work where it takes bytes.
 *
 * @param width input width, pixels
 * @param height input height, pixels
 * @param resize how the image is placed in the input
 * @param pad value of each channel in the padding, 0..255, in the model's channel order
 * @param bgr whether the model's channels are blue, green, red rather than red, green, blue
 * @param scale factor on the values 0..255, before the mean
 * @param mean subtracted from each channel after scaling
 * @param std divisor of each channel, positive
 * @param form how inputs lie in memory; {@code scale}, {@code mean} and {@code std} are 1, 0 and 1
 *     where it is bytes
 */
@SuppressWarnings("ArrayRecordComponent") // three values each, read only
public record Preprocessing(
    int width,
    int height,
    ResizeMode resize,
    int[] pad,
    boolean bgr,
    double scale,
    float[] mean,
    float[] std,
    InputForm form) {

  /**
   * What the model sees of a pixel.
   *
   * @param channel from 0 to 2, in the model's order
   * @param value of the pixel, 0..255
   * @return times the scale, less the mean, over the standard deviation
   */
  public float normalise(int channel, int value) {
    return (float) ((value * scale - mean[channel]) / std[channel]);
  }

  /**
   * Memory that a batch of inputs takes.
   *
   * @param batch images
   * @return bytes, as {@link InputForm#bytes} counts them
   * @throws ArithmeticException where a buffer cannot hold them
   */
  public int bytes(int batch) {
    return form.bytes(batch, height, width);
  }
}
