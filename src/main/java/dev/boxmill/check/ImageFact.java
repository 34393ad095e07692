package dev.boxmill.check;

/**
 * What is known of one image file.
 *
 * @param path where it lies
 * @param width pixels as stored, or 0 where the file cannot be read
 * @param height pixels as stored, or 0 where the file cannot be read
 * @param turned whether the camera's orientation makes decoders swap width and height
 * @param error why it cannot be used, or empty
 * @param hash of its bytes; empty where no other file is as long, so that none can be the same
 */
public record ImageFact(
    String path, int width, int height, boolean turned, String error, String hash) {}
