package dev.boxmill.store;

/** Takes the rows of {@link BoxFiles}. */
@FunctionalInterface
public interface BoxSink {
  /**
   * One box. What is null, or was not asked for, is NaN; a category that was not, is 0.
   *
   * @param w width in pixels of the image
   * @param h height
   * @param imageWidth of the image that the box is in
   * @param imageHeight of that image
   * @param weight how much the box counts
   * @param category class of the box
   */
  void box(double w, double h, double imageWidth, double imageHeight, double weight, long category);
}
