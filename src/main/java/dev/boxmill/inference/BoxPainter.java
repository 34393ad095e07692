package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws detections with label and score on the upright picture. */
public final class BoxPainter {
  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;

  /** Hues a golden section apart: any few ids in a row lie far from each other. */
  private static final double GOLDEN = 0.6180339887498949;

  private BoxPainter() {}

  /**
   * Draws.
   *
   * @param bytes an encoded image
   * @param options limits of the image; it is always decoded at its full size
   * @param detections best first; the best come to lie on top
   * @param threshold least score that is drawn
   * @return a JPEG of the same size
   * @throws UnreadableImageException when the bytes are no complete image, or one too large
   */
  public static byte[] paint(
      byte[] bytes, DecodeOptions options, Iterable<Detection> detections, double threshold)
      throws UnreadableImageException {
    options.checkBytes(bytes.length);
    ImageHeader header = ImageHeader.read(bytes);
    PixelReader.checkPixels(header.width(), header.height(), options.maxPixels());
    try (Mat image = PixelReader.read(bytes, header, 1, options.maxPixels());
        BytePointer jpeg = new BytePointer()) {
      java.util.ArrayDeque<Detection> worstFirst = new java.util.ArrayDeque<>();
      detections.forEach(worstFirst::push);
      for (Detection d : worstFirst) {
        if (d.score() >= threshold) {
          draw(image, d);
        }
      }
      opencv_imgcodecs.imencode(".jpg", image, jpeg);
      byte[] encoded = new byte[(int) jpeg.limit()];
      jpeg.get(encoded);
      return encoded;
    }
  }

  private static void draw(Mat image, Detection d) {
    double unit = Math.max(1, Math.min(image.cols(), image.rows()) / 400.0);
    int line = (int) Math.round(unit * 1.5);
    double scale = 0.35 * unit;
    int[] bgr = colour(d.categoryId());
    // OpenCV's fonts have ASCII alone, and draw a question mark for each byte of all else.
    String text =
        d.label().replaceAll("[^ -~]", "?") + String.format(Locale.ROOT, " %.2f", d.score());
    int left = (int) Math.round(d.x());
    int top = (int) Math.round(d.y());
    try (Scalar colour = new Scalar(bgr[0], bgr[1], bgr[2], 0);
        Scalar ink = isDark(bgr) ? Scalar.all(255) : Scalar.all(0);
        Point from = new Point(left, top);
        Point to = new Point((int) Math.round(d.x() + d.w()), (int) Math.round(d.y() + d.h()))) {
      opencv_imgproc.rectangle(image, from, to, colour, line, opencv_imgproc.LINE_8, 0);
      int[] baseline = new int[1];
      try (Size size = opencv_imgproc.getTextSize(text, FONT, scale, 1, baseline)) {
        int height = size.height() + baseline[0] + 2;
        // Above the box, or inside where there is no room.
        int y = top - height >= 0 ? top - height : top;
        int x = Math.max(0, Math.min(left, image.cols() - size.width() - 2));
        try (Point corner = new Point(x, y);
            Point opposite = new Point(x + size.width() + 2, y + height);
            Point start = new Point(x + 1, y + size.height() + 1)) {
          opencv_imgproc.rectangle(
              image, corner, opposite, colour, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
          opencv_imgproc.putText(
              image, text, start, FONT, scale, ink, 1, opencv_imgproc.LINE_AA, false);
        }
      }
    }
  }

  /** Blue, green and red of a category: its hue from the id, in three turns of lightness. */
  static int[] colour(int categoryId) {
    double hue = categoryId * GOLDEN - Math.floor(categoryId * GOLDEN);
    float brightness = new float[] {1f, 0.8f, 0.6f}[Math.floorMod(categoryId, 3)];
    int rgb = java.awt.Color.HSBtoRGB((float) hue, 0.9f, brightness);
    return new int[] {rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF};
  }

  /** By the luma of ITU-R BT.601. */
  private static boolean isDark(int... bgr) {
    return 0.114 * bgr[0] + 0.587 * bgr[1] + 0.299 * bgr[2] < 140;
  }
}
