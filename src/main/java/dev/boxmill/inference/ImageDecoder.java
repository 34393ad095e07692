package dev.boxmill.inference;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Encoded bytes to a model's input: decoded to three channels (EXIF orientation honoured, alpha
 * dropped, 16 bits reduced to 8), resized bilinearly, and normalised by a table a channel where the
 * graph does not normalise. Safe for use by several threads.
 */
public final class ImageDecoder {
  static {
    // Images are decoded side by side; threads inside OpenCV would only compete.
    opencv_core.setNumThreads(1);
  }

  private final Preprocessing preprocessing;
  private final DecodeOptions options;
  private final float[][] table = new float[3][256];
  private final float[] padding = new float[3];
  private final ThreadLocal<float[]> planes =
      ThreadLocal.withInitial(() -> new float[inputLength()]);

  /**
   * Prepares the tables of the normalisation.
   *
   * @param preprocessing the model's input: its size, and what its values are
   * @param options limits of the images, and whether large JPEG files are decoded reduced
   */
  public ImageDecoder(Preprocessing preprocessing, DecodeOptions options) {
    this.preprocessing = preprocessing;
    this.options = options;
    for (int c = 0; c < 3; c++) {
      for (int v = 0; v < 256; v++) {
        table[c][v] = preprocessing.normalise(c, v);
      }
      padding[c] = table[c][preprocessing.pad()[c]];
    }
  }

  /** {@return number of values of an input: 3 * height * width} */
  public int inputLength() {
    return 3 * preprocessing.width() * preprocessing.height();
  }

  /** Bytes of a batch of inputs. */
  int bytes(int batch) {
    return preprocessing.bytes(batch);
  }

  /** Memory for a batch of inputs, all zero. */
  ByteBuffer newBatch(int batch) {
    return ByteBuffer.allocateDirect(bytes(batch)).order(ByteOrder.nativeOrder());
  }

  /**
   * One place of a batch, in memory of its own: threads fill different places of one batch.
   *
   * @param batch of {@link #newBatch}
   */
  ByteBuffer place(ByteBuffer batch, int index) {
    int bytes = bytes(1);
    return batch.slice(index * bytes, bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Decodes an image into a place of a batch, in the form that the model takes.
   *
   * @return as {@link #decode(byte[], float[])}
   * @throws UnreadableImageException when the bytes are no complete image, or one too large
   */
  Letterbox decode(byte[] bytes, ByteBuffer place) throws UnreadableImageException {
    return decode(bytes, (image, box) -> put(image, box, place));
  }

  /**
   * Brings a picture that is decoded already into a place of a batch.
   *
   * @param image interleaved BGR bytes; may be a part of another picture
   */
  Letterbox place(Mat image, ByteBuffer place) {
    Letterbox box = box(image);
    put(image, box, place);
    return box;
  }

  private void put(Mat image, Letterbox box, ByteBuffer place) {
    if (preprocessing.form() == InputForm.BYTES) {
      BytePlacer.place(image, box, preprocessing, place);
      return;
    }
    float[] values = planes.get();
    place(image, box, values);
    place.asFloatBuffer().put(values);
  }

  /**
   * Decodes an image into {@code values}, normalised, channel after channel.
   *
   * @param bytes an encoded image
   * @param values room for {@link #inputLength}; overwritten from the first on, padding included
   * @return where the image lies in the input; its sizes are the upright picture's own, also when
   *     it was decoded at a part of them
   * @throws UnreadableImageException when the bytes are no complete image, or one too large
   */
  public Letterbox decode(byte[] bytes, float[] values) throws UnreadableImageException {
    return decode(bytes, (image, box) -> place(image, box, values));
  }

  private Letterbox decode(byte[] bytes, BiConsumer<Mat, Letterbox> placer)
      throws UnreadableImageException {
    options.checkBytes(bytes.length);
    ImageHeader header = ImageHeader.read(bytes);
    PixelReader.checkPixels(header.width(), header.height(), options.maxPixels());
    int reduction = options.fast() ? reduction(header, bytes) : 1;
    long start = System.nanoTime();
    try (Mat image = PixelReader.read(bytes, header, reduction, options.maxPixels())) {
      start = StageTimes.add(StageTimes.Stage.DECODE, start);
      Letterbox box = reduction == 1 ? box(image) : box(header, bytes);
      placer.accept(image, box);
      StageTimes.add(StageTimes.Stage.PREPROCESS, start);
      return box;
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnreadableImageException(ErrorReason.DAMAGED, header.format() + ": " + reason);
    }
  }

  /** The largest of 8, 4, 2 that leaves a JPEG's sides at least as long as the input's. */
  private int reduction(ImageHeader header, byte... bytes) {
    if (!header.format().equals("JPEG")) {
      return 1;
    }
    Letterbox box = box(header, bytes);
    double most = Math.min(1 / box.scaleX(), 1 / box.scaleY());
    return most >= 8 ? 8 : most >= 4 ? 4 : most >= 2 ? 2 : 1;
  }

  private Letterbox box(ImageHeader header, byte... bytes) {
    return ExifOrientation.swapsSides(bytes)
        ? box(header.height(), header.width())
        : box(header.width(), header.height());
  }

  private Letterbox box(Mat image) {
    return box(image.cols(), image.rows());
  }

  private Letterbox box(int width, int height) {
    return Letterbox.of(
        width, height, preprocessing.width(), preprocessing.height(), preprocessing.resize());
  }

  private void place(Mat image, Letterbox box, float... values) {
    if (box.width() == image.cols() && box.height() == image.rows()) {
      fill(image, box, values);
      return;
    }
    try (Mat resized = new Mat();
        Size size = new Size(box.width(), box.height())) {
      opencv_imgproc.resize(image, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      fill(resized, box, values);
    }
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
