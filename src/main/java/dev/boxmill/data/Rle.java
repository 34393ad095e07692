package dev.boxmill.data;

/**
 * A mask as run lengths in column-major order, as COCO has them: zeros first, then ones, in turn.
 *
 * <p>{@link #counts} is shared, not copied: do not write to it.
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param counts run lengths; their sum is height times width
 */
@SuppressWarnings("ArrayRecordComponent") // runs by the thousand, never compared
public record Rle(int height, int width, int[] counts) implements Segmentation {}
