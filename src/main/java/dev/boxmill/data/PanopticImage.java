package dev.boxmill.data;

import java.io.Serializable;

/**
 * The segments of an image whose pixels lie in a PNG (COCO's panoptic format); arrays of one
 * length, in file order.
 *
 * @param imageId the image
 * @param fileName the PNG, relative to its folder
 * @param ids segment ids, as the PNG's pixels have them; 0 stands for no segment and is not here
 * @param categoryIds a class a segment
 * @param areas square pixels a segment as annotated, -1 where not said
 * @param crowd whether a segment stands for several objects
 * @param boxes left, top, width, height of segment i from 4 i on; NaN where not said or not read
 */
@SuppressWarnings("ArrayRecordComponent") // a view of one row, never compared
public record PanopticImage(
    long imageId,
    String fileName,
    int[] ids,
    int[] categoryIds,
    long[] areas,
    boolean[] crowd,
    double[] boxes)
    implements Serializable {

  /** {@return number of segments} */
  public int size() {
    return ids.length;
  }
}
