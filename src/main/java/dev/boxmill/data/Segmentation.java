package dev.boxmill.data;

import java.io.Serializable;

/** The pixels of an object, as an annotation file gives them. */
public sealed interface Segmentation extends Serializable permits Polygons, Rle {}
