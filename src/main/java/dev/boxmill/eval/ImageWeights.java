package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each image counts in each sample. The bootstrap draws come first, then the values of
 * the image slices, in which an image counts once or not at all.
 */
final class ImageWeights {
  private final int images;
  private final int replicates;
  private final ImageDraws draws;
  private final List<Part> parts = new ArrayList<>();

  /** One value of a slice. */
  record Part(ImageSlice slice, int value) {
    String text() {
      return slice.values().get(value);
    }
  }

  ImageWeights(Annotations truth, Resampling resampling) {
    images = truth.images().size();
    replicates = resampling.replicates();
    draws = replicates == 0 ? null : ImageDraws.of(images, replicates, resampling.seed());
    for (ImageSlice slice : slices(truth, resampling)) {
      slice.used().forEach(value -> parts.add(new Part(slice, value)));
    }
  }

  private static List<ImageSlice> slices(Annotations truth, Resampling resampling) {
    List<ImageSlice> slices = new ArrayList<>();
    for (String name : resampling.slices()) {
      if (!name.equals(Resampling.SUPERCATEGORY)) {
        slices.add(ImageSlice.builtIn(name, truth));
      }
    }
    slices.addAll(resampling.columns());
    return slices;
  }

  int images() {
    return images;
  }

  int replicates() {
    return replicates;
  }

  /** The samples behind the draws. */
  List<Part> parts() {
    return parts;
  }

  /** Draws and parts. */
  int size() {
    return replicates + parts.size();
  }

  /** Fills in the weights of all images in a sample. */
  void fill(int sample, int[] weights) {
    if (sample < replicates) {
      draws.counts(sample, weights);
    } else {
      Part part = parts.get(sample - replicates);
      Arrays.setAll(weights, image -> part.slice().valueOf(image) == part.value() ? 1 : 0);
    }
  }
}
