package dev.boxmill.inference;

import org.bytedeco.opencv.opencv_core.Mat;

/** Encoded bytes to a picture at its full size, for all models alike; safe for several threads. */
final class PictureDecoder {
  private final DecodeOptions options;

  PictureDecoder(DecodeOptions options) {
    this.options = options;
  }

  /**
   * Decodes.
   *
   * @return interleaved BGR bytes, upright, the caller's to close
   * @throws UnreadableImageException when the bytes are no complete image, or one too large
   */
  Mat decode(byte[] bytes) throws UnreadableImageException {
    options.checkBytes(bytes.length);
    ImageHeader header = ImageHeader.read(bytes);
    PixelReader.checkPixels(header.width(), header.height(), options.maxPixels());
    try {
      return PixelReader.read(bytes, header, 1, options.maxPixels());
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnreadableImageException(ErrorReason.DAMAGED, header.format() + ": " + reason);
    }
  }
}
