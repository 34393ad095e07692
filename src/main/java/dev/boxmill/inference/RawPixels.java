package dev.boxmill.inference;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decoded pixels as an image file, for those who have no other. */
public final class RawPixels {
  private RawPixels() {}

  /**
   * A BMP of pixels as Spark's image schema keeps them.
   *
   * @param width pixels, at least 1
   * @param height pixels, at least 1
   * @param type OpenCV's: CV_8UC1 (0), CV_8UC3 (16, BGR) or CV_8UC4 (24, BGRA)
   * @param pixels rows from the top, interleaved, without gaps
   * @return a BMP file of the same pixels
   * @throws UnreadableImageException when they do not fit together
   */
  public static byte[] bmp(int width, int height, int type, byte[] pixels)
      throws UnreadableImageException {
    int channels =
        type == opencv_core.CV_8UC1
            ? 1
            : type == opencv_core.CV_8UC3 ? 3 : type == opencv_core.CV_8UC4 ? 4 : 0;
    if (channels == 0 || width < 1 || height < 1) {
      throw new UnreadableImageException(
          ErrorReason.NOT_AN_IMAGE, "OpenCV type " + type + ", " + width + " x " + height);
    }
    if ((long) width * height * channels != pixels.length) {
      throw new UnreadableImageException(
          ErrorReason.DAMAGED,
          pixels.length + " bytes for " + width + " x " + height + " x " + channels);
    }
    try (BytePointer data = new BytePointer(pixels);
        Mat image = new Mat(height, width, type, data);
        BytePointer encoded = new BytePointer()) {
      opencv_imgcodecs.imencode(".bmp", image, encoded);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
