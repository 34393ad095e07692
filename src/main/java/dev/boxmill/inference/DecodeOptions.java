package dev.boxmill.inference;

import java.io.Serializable;

/**
 * What may be decoded, and how.
 *
 * @param maxPixels refused above this by the header, before anything is decoded
 * @param maxBytes files refused above this, before they are read where their length is known
 * @param fast whether large JPEG files may be decoded at a half, a quarter or an eighth of their
 *     sides
 */
public record DecodeOptions(long maxPixels, long maxBytes, boolean fast) implements Serializable {
  /** Decompression bombs among them: 2^28 pixels are 800 MB decoded. */
  public static final long MAX_PIXELS = 1L << 28;

  /** A larger file is no photo; reading it would only cost memory. */
  public static final long MAX_BYTES = 256L << 20;

  /** {@return the limits that hold unless others are asked for; exact decoding} */
  public static DecodeOptions standard() {
    return new DecodeOptions(MAX_PIXELS, MAX_BYTES, false);
  }

  /**
   * Refuses a file that is too long.
   *
   * @param bytes length, negative where not known yet
   * @throws UnreadableImageException when it is above {@link #maxBytes}
   */
  public void checkBytes(long bytes) throws UnreadableImageException {
    if (bytes > maxBytes) {
      throw new UnreadableImageException(
          ErrorReason.TOO_MANY_BYTES, bytes + " bytes, --max-bytes is " + maxBytes);
    }
  }
}
