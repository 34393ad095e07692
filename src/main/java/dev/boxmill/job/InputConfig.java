package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.ImageListing;
import dev.boxmill.spark.DetectImages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The images that a run is asked for; checked when made.
 *
 * @param imageRoot null for a list's own folder
 * @param maxErrors a number of images or a percentage; null for no bound
 * @param decode "exact" or "fast"
 */
record InputConfig(
    List<String> images,
    String imageRoot,
    long maxPixels,
    long maxBytes,
    String maxErrors,
    String decode) {
  /** What an array may hold. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** OpenCV's own bound. */
  private static final long MOST_PIXELS = 1L << 30;

  InputConfig {
    images = List.copyOf(images);
    if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
      throw new UserException("--max-pixels " + maxPixels + ": give 1 to " + MOST_PIXELS);
    }
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new UserException("--max-bytes " + maxBytes + ": give 1 to " + MOST_BYTES);
    }
    errors(maxErrors, 1);
  }

  /**
   * Images of {@code all} that may be unusable.
   *
   * @param text "12", "2.5%", or null
   */
  private static long errors(String text, int all) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (text.matches("\\d{1,18}")) {
      return Long.parseLong(text);
    }
    if (text.matches("\\d{1,3}(\\.\\d{1,9})?%")) {
      BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
      if (percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return percent
            .multiply(BigDecimal.valueOf(all))
            .movePointLeft(2)
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
      }
    }
    throw new UserException("--max-errors " + text + ": give a number as 10, or 0% to 100%");
  }

  /**
   * Finds the images.
   *
   * @throws UserException when there are none, or something is wrong with where they are
   */
  DetectImages list(Configuration configuration) {
    List<ImageEntry> list = ImageListing.list(images, imageRoot, configuration);
    return new DetectImages(
        list,
        new DecodeOptions(maxPixels, maxBytes, decode.equals("fast")),
        errors(maxErrors, list.size()));
  }

  void record(RunFacts facts) {
    facts
        .option("images", images)
        .option("image-root", imageRoot)
        .option("max-pixels", maxPixels)
        .option("max-bytes", maxBytes)
        .option("max-errors", maxErrors)
        .option("decode", decode);
  }
}
