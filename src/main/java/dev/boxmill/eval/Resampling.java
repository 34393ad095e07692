package dev.boxmill.eval;

import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.List;

/**
 * What to measure beside the whole data set, in the same pass: draws of its images for confidence
 * intervals, and parts of it.
 *
 * @param replicates bootstrap draws; 0: no intervals
 * @param seed of the draws
 * @param confidence of the intervals, above 0 and below 1
 * @param slices names of built-in slices, see {@link ImageSlice#BUILT_IN} and {@link
 *     #SUPERCATEGORY}
 * @param columns slices that the user brings
 */
public record Resampling(
    int replicates, long seed, double confidence, List<String> slices, List<ImageSlice> columns)
    implements Serializable {

  /** The slice that parts classes, not images. */
  public static final String SUPERCATEGORY = "supercategory";

  /** The most draws; each takes a few numbers a class. */
  private static final int MOST = 100_000;

  public Resampling {
    slices = List.copyOf(slices);
    columns = List.copyOf(columns);
    if (replicates < 0 || replicates > MOST) {
      throw new UserException("--bootstrap " + replicates + ": give 0 to " + MOST + " draws");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new UserException("--confidence " + confidence + ": give a number between 0 and 1");
    }
    for (String slice : slices) {
      if (!slice.equals(SUPERCATEGORY) && !ImageSlice.BUILT_IN.contains(slice)) {
        throw new UserException(
            "--slice "
                + slice
                + ": unknown; give "
                + String.join(", ", ImageSlice.BUILT_IN)
                + ", "
                + SUPERCATEGORY
                + " or a column of the --images table");
      }
    }
  }

  /** {@return no draws and no slices: the whole data set only} */
  public static Resampling none() {
    return bootstrap(0, 1, 0.95);
  }

  /**
   * {@return intervals without slices}
   *
   * @param replicates draws, 0 to 100,000
   * @param seed the same seed gives the same draws, however the work is split
   * @param confidence of the intervals, e.g. .95
   */
  public static Resampling bootstrap(int replicates, long seed, double confidence) {
    return new Resampling(replicates, seed, confidence, List.of(), List.of());
  }

  /**
   * {@return these draws with slices}
   *
   * @param builtIn names as {@link #slices}
   * @param own slices that the user brings
   */
  public Resampling withSlices(List<String> builtIn, List<ImageSlice> own) {
    return new Resampling(replicates, seed, confidence, builtIn, own);
  }
}
