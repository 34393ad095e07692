package dev.boxmill.data;

import java.io.Serializable;
import java.util.List;

/**
 * Annotations or predictions in COCO's panoptic format, without their pixels.
 *
 * @param categories ascending by id; empty where a file of predictions leaves them out
 * @param images in file order, every image id once
 * @param infos what the file says of the images themselves, if that was read
 */
public record PanopticSet(
    List<Category> categories, List<PanopticImage> images, List<ImageInfo> infos)
    implements Serializable {

  /** Copies the lists. */
  public PanopticSet {
    categories = List.copyOf(categories);
    images = List.copyOf(images);
    infos = List.copyOf(infos);
  }
}
