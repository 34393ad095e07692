package dev.boxmill.inference;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Preprocessing;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Resizes a picture straight into a batch of bytes, for graphs that normalise: its pixels never
 * pass through the heap.
 */
final class BytePlacer {
  private BytePlacer() {}

  /**
   * Fills an input of [height, width, 3] bytes.
   *
   * @param image interleaved BGR bytes
   * @param place direct memory, as long as one input
   */
  static void place(Mat image, Letterbox box, Preprocessing input, ByteBuffer place) {
    try (BytePointer memory = new BytePointer(place);
        Mat whole = new Mat(input.height(), input.width(), opencv_core.CV_8UC3, memory);
        Rect rectangle = new Rect(box.padLeft(), box.padTop(), box.width(), box.height());
        Mat part = new Mat(whole, rectangle)) {
      if (box.width() != input.width() || box.height() != input.height()) {
        try (Scalar pad = new Scalar(input.pad()[0], input.pad()[1], input.pad()[2], 0)) {
          whole.put(pad);
        }
      }
      // Both write into memory of the right size and type where it is.
      if (box.width() == image.cols() && box.height() == image.rows()) {
        image.copyTo(part);
      } else {
        try (Size size = new Size(box.width(), box.height())) {
          opencv_imgproc.resize(image, part, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
      }
      if (!input.bgr()) {
        opencv_imgproc.cvtColor(part, part, opencv_imgproc.COLOR_BGR2RGB);
      }
    }
  }
}
