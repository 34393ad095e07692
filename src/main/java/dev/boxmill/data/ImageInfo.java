package dev.boxmill.data;

/**
 * An image as an annotation file knows it.
 *
 * @param id the number used by annotations and COCO results
 * @param fileName path relative to the image folder, as written in the file
 * @param width pixels, or 0 where the file does not say
 * @param height pixels, or 0 where the file does not say
 */
public record ImageInfo(long id, String fileName, int width, int height) {}
