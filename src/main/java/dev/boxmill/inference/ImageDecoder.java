package dev.boxmill.inference;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Preprocessing;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Encoded bytes to a model's input: OpenCV decodes to three channels (EXIF orientation honoured,
 * alpha dropped, 16 bits reduced to 8), resizes bilinearly, and a table a channel normalises. Safe
 * for use by several threads.
 */
public final class ImageDecoder {
  /** Refused above this, decompression bombs among them: 2^28 pixels are 800 MB decoded. */
  public static final long MAX_PIXELS = 1L << 28;

  static {
    // Images are decoded side by side; threads inside OpenCV would only compete.
    opencv_core.setNumThreads(1);
  }

  private final Preprocessing preprocessing;
  private final float[][] table = new float[3][256];
  private final float[] padding = new float[3];

  public ImageDecoder(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    for (int c = 0; c < 3; c++) {
      for (int v = 0; v < 256; v++) {
        table[c][v] = preprocessing.normalise(c, v);
      }
      padding[c] = table[c][preprocessing.pad()[c]];
    }
  }

  /** Number of values of an input: 3 * height * width. */
  public int inputLength() {
    return 3 * preprocessing.width() * preprocessing.height();
  }

  /**
   * Decodes an image into {@code values}.
   *
   * @return where the image lies in the input
   * @throws UnreadableImageException when the bytes are no complete image, or one too large
   */
  public Letterbox decode(byte[] bytes, float[] values) throws UnreadableImageException {
    ImageHeader header = ImageHeader.read(bytes);
    if (header.pixels() > MAX_PIXELS) {
      throw new UnreadableImageException(
          "too large: " + header.width() + " x " + header.height() + " pixels");
    }
    try (BytePointer pointer = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
        Mat image = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR)) {
      if (image.empty()) {
        throw new UnreadableImageException("unreadable: damaged " + header.format());
      }
      return place(image, values);
    } catch (RuntimeException e) {
      // OpenCV's own exceptions on malformed data carry several lines of C++; the first says
      // enough.
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnreadableImageException("unreadable: " + reason);
    }
  }

  private Letterbox place(Mat image, float[] values) {
    Letterbox box =
        Letterbox.of(
            image.cols(),
            image.rows(),
            preprocessing.width(),
            preprocessing.height(),
            preprocessing.resize());
    if (box.width() == image.cols() && box.height() == image.rows()) {
      fill(image, box, values);
      return box;
    }
    try (Mat resized = new Mat();
        Size size = new Size(box.width(), box.height())) {
      opencv_imgproc.resize(image, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      fill(resized, box, values);
    }
    return box;
  }

  /** Interleaved BGR bytes to normalised planes, with the padding around them. */
  private void fill(Mat image, Letterbox box, float[] values) {
    int width = preprocessing.width();
    int plane = width * preprocessing.height();
    byte[] row = new byte[3 * box.width()];
    boolean padded = box.width() != width || box.height() != preprocessing.height();
    for (int c = 0; padded && c < 3; c++) {
      java.util.Arrays.fill(values, c * plane, (c + 1) * plane, padding[c]);
    }
    int blue = preprocessing.bgr() ? 0 : 2;
    int red = 2 - blue;
    float[] blues = table[blue];
    float[] greens = table[1];
    float[] reds = table[red];
    try (BytePointer data = image.data()) {
      long step = image.step();
      for (int y = 0; y < box.height(); y++) {
        data.position(y * step).get(row);
        int at = (y + box.padTop()) * width + box.padLeft();
        for (int x = 0, i = 0; x < box.width(); x++, i += 3) {
          values[blue * plane + at + x] = blues[row[i] & 0xFF];
          values[plane + at + x] = greens[row[i + 1] & 0xFF];
          values[red * plane + at + x] = reds[row[i + 2] & 0xFF];
        }
      }
    }
  }
}
