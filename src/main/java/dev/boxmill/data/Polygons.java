package dev.boxmill.data;

/**
 * The outline of an object in pixels; the object is the union of the rings' insides.
 *
 * <p>{@link #rings} is shared, not copied: do not write to it.
 *
 * @param rings x and y in turn, one array a ring
 */
@SuppressWarnings("ArrayRecordComponent") // millions of points, never compared
public record Polygons(double[][] rings) implements Segmentation {}
