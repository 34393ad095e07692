package dev.boxmill.head;

import dev.boxmill.data.Rle;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.Masks;

/**
 * Mask logits of one image, a small map for each row of candidates that spans the whole input. As
 * in DETR, a map is brought to the image's size bilinearly with half-pixel centres, and pixels of
 * probability strictly greater than .5, which is logit 0, are the object's.
 *
 * @param logits shared, not copied
 * @param offset where the first row's map begins
 * @param height rows of a map
 * @param width columns of a map
 * @param inputHeight pixels
 * @param inputWidth pixels
 */
@SuppressWarnings("ArrayRecordComponent") // values of a forward pass; copying them would cost more
public record RowMasks(
    float[] logits, int offset, int height, int width, int inputHeight, int inputWidth) {

  /**
   * The pixels of a row's object.
   *
   * @param row of the candidate, as {@link Candidates#row} gives it
   * @param box where the image lies in the input
   * @return of the image's size, not the input's; maybe without pixels
   */
  public Rle mask(int row, Letterbox box) {
    int from = offset + row * height * width;
    int[] left = new int[box.imageWidth()];
    float[] partX = new float[box.imageWidth()];
    places(left, partX, box.scaleX(), box.padLeft(), width / (double) inputWidth, width);
    int[] top = new int[box.imageHeight()];
    float[] partY = new float[box.imageHeight()];
    places(top, partY, box.scaleY(), box.padTop(), height / (double) inputHeight, height);
    RunCounts runs = new RunCounts();
    float[] column = new float[height];
    for (int x = 0; x < left.length; x++) {
      int right = Math.min(left[x] + 1, width - 1);
      for (int y = 0; y < height; y++) {
        float a = logits[from + y * width + left[x]];
        column[y] = a + partX[x] * (logits[from + y * width + right] - a);
      }
      for (int y = 0; y < top.length; y++) {
        float a = column[top[y]];
        float logit = a + partY[y] * (column[Math.min(top[y] + 1, height - 1)] - a);
        runs.add(logit > 0);
      }
    }
    return Masks.of(box.imageHeight(), box.imageWidth(), runs.counts());
  }

  /** For each pixel of an image's side the place in the map before it, and how far behind it. */
  private static void places(
      int[] before, float[] part, double scale, int pad, double mapScale, int length) {
    for (int i = 0; i < before.length; i++) {
      double at = ((i + .5) * scale + pad) * mapScale - .5;
      at = Math.min(Math.max(at, 0), length - 1);
      before[i] = (int) at;
      part[i] = (float) (at - before[i]);
    }
  }
}
