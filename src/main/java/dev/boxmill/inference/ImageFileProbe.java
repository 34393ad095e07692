package dev.boxmill.inference;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What an image file is, from its beginning or by decoding it.
 *
 * @param width pixels as stored, or 0 where the file cannot be read
 * @param height pixels as stored, or 0 where the file cannot be read
 * @param turned whether the camera's orientation makes decoders swap width and height
 * @param error why the file cannot be read, or empty
 */
public record ImageFileProbe(int width, int height, boolean turned, String error) {
  /** Bytes that hold the headers of nearly all files, cameras' previews included. */
  public static final int START = 1 << 18;

  /**
   * {@return a file without a size}
   *
   * @param error one line, not empty
   */
  public static ImageFileProbe failed(String error) {
    return new ImageFileProbe(0, 0, false, error);
  }

  /**
   * Looks at a file's first bytes alone.
   *
   * @param start {@link #START} bytes, or all where the file is shorter
   * @return never an error; null where they begin no known format or the size is not in them
   */
  public static ImageFileProbe peek(byte[] start) {
    ImageHeader header = ImageHeader.peek(start);
    return header == null ? null : of(header, start);
  }

  /**
   * {@return the size by the header; an error where there is none or the file ends early}
   *
   * @param bytes the whole file
   */
  public static ImageFileProbe whole(byte[] bytes) {
    try {
      return of(ImageHeader.read(bytes), bytes);
    } catch (UnreadableImageException e) {
      return failed(e.getMessage());
    }
  }

  /**
   * Decodes a whole file with OpenCV, if it has {@link DecodeOptions#MAX_PIXELS} at most.
   *
   * @param bytes the whole file
   * @return as {@link #whole}; also an error where the pixels are too many or cannot be decoded
   */
  public static ImageFileProbe decoded(byte[] bytes) {
    ImageFileProbe header = whole(bytes);
    if (!header.error().isEmpty()) {
      return header;
    }
    if ((long) header.width() * header.height() > DecodeOptions.MAX_PIXELS) {
      return failed("too large: " + header.width() + " x " + header.height() + " pixels");
    }
    try (BytePointer pointer = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
        Mat image = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR)) {
      return image.empty() ? failed("unreadable: damaged") : header;
    } catch (RuntimeException e) {
      // OpenCV's exceptions have several lines; the first says enough.
      return failed("unreadable: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static ImageFileProbe of(ImageHeader header, byte... start) {
    boolean turned = header.format().equals("JPEG") && ExifOrientation.swapsSides(start);
    return new ImageFileProbe(header.width(), header.height(), turned, "");
  }
}
