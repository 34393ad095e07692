package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * COCO's annotation JSON: an object with "images", "annotations" and "categories", in any order.
 *
 * <p>Read: of an image id, file_name, width, height; of a category id, name, supercategory,
 * frequency, isthing, keypoints; of an annotation id, image_id, category_id, bbox, area, iscrowd,
 * ignore; where wanted segmentation, or keypoints and num_keypoints. All else is skipped. May be
 * absent: file_name, width, height, supercategory, frequency, isthing (1 then), a category's
 * keypoints, iscrowd and ignore (0 then), num_keypoints and area (the box's then).
 *
 * <p>LVIS's neg_category_ids and not_exhaustive_category_ids of an image become {@link
 * Annotations#labels}, which is null when no image has either.
 */
@AutoService(AnnotationFormat.class)
public final class CocoFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "coco";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    // Any other JSON, too: reading it says what is missing.
    String head = JsonHead.of(tree);
    return !head.isEmpty()
        && !JsonHead.isLvis(head)
        && !JsonHead.isLabelStudio(head)
        && !JsonHead.isPanoptic(tree, head);
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    return read(JsonHead.file(tree), options);
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.CROWD,
        Feature.IGNORE,
        Feature.POLYGONS,
        Feature.MASKS,
        Feature.KEYPOINTS,
        Feature.AREAS,
        Feature.OBJECT_IDS,
        Feature.IMAGE_IDS,
        Feature.CATEGORY_IDS,
        Feature.CATEGORY_ORDER,
        Feature.SAME_NAMES,
        Feature.SUPERCATEGORIES,
        Feature.STUFF,
        Feature.KEYPOINT_NAMES,
        Feature.EMPTY_CLASSES,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    new CocoWriter(all, false).write(sink);
  }

  /**
   * {@return the annotations of one file, boxes only}
   *
   * @param source the JSON
   * @throws dev.boxmill.error.UserException naming the place of the first bad record
   */
  public Annotations read(Source source) {
    return read(source, Set.of());
  }

  /**
   * {@return the annotations of one file}
   *
   * @param source the JSON
   * @param wanted what to take beside boxes
   * @throws dev.boxmill.error.UserException naming the place of the first bad record, or of one
   *     that lacks what is wanted
   */
  public Annotations read(Source source, Set<Want> wanted) {
    return read(source, ReadOptions.plain().wanting(wanted));
  }

  private static Annotations read(Source source, ReadOptions options) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new CocoReader(json, options).read();
    }
  }
}
