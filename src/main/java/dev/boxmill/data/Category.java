package dev.boxmill.data;

import java.io.Serializable;

/**
 * A class of objects.
 *
 * @param id the number used by annotations and detections; any int, not necessarily dense
 * @param name what a person reads
 * @param supercategory a wider class, or the empty string
 */
public record Category(int id, String name, String supercategory) implements Serializable {}
