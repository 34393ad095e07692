package dev.boxmill.report;

/**
 * A small picture for the gallery, or why there is none.
 *
 * @param dataUri a JPEG as {@code data:} URI, or null
 * @param missing null when there is a picture
 */
public record Thumbnail(String dataUri, Missing missing) {

  /** Why an image is not in the page. */
  public enum Missing {
    /** No such file under what the results and --images name. */
    NOT_FOUND,
    /** The file is no image that Java can decode. */
    UNREADABLE,
    /** The page already holds --embed-limit megabytes of pictures. */
    OVER_LIMIT
  }

  static Thumbnail of(String dataUri) {
    return new Thumbnail(dataUri, null);
  }

  static Thumbnail without(Missing missing) {
    return new Thumbnail(null, missing);
  }
}
