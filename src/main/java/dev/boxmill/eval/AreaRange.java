package dev.boxmill.eval;

import java.io.Serializable;

/**
 * Objects of one size. Both bounds belong to the range, so an object of exactly 1024 square pixels
 * is small and medium at once.
 *
 * @param name "all", "small", "medium" and "large" are the names that statistics look for
 * @param low smallest area, square pixels
 * @param high largest area, square pixels
 */
public record AreaRange(String name, double low, double high) implements Serializable {

  boolean excludes(double area) {
    return area < low || area > high;
  }
}
