package dev.boxmill.format;

import dev.boxmill.data.Flag;

/** What an annotation format may or may not be able to hold, beside named classes and boxes. */
public enum Feature {
  /** Objects of COCO's iscrowd. */
  CROWD("crowd flags", Flag.CROWD),
  /** Objects of LVIS's ignore. */
  IGNORE("ignore flags", Flag.IGNORE),
  /** PASCAL VOC's difficult objects. */
  DIFFICULT("difficult flags", Flag.DIFFICULT),
  /** Objects that go on beyond the image's edge. */
  TRUNCATED("truncated flags", Flag.TRUNCATED),
  /** Objects partly hidden by others. */
  OCCLUDED("occluded flags", Flag.OCCLUDED),
  /** Open Images' boxes around five instances or more. */
  GROUP_OF("group-of flags", Flag.GROUP_OF),
  /** Open Images' drawings and statues. */
  DEPICTION("depiction flags", Flag.DEPICTION),
  /** Open Images' pictures from inside an object. */
  INSIDE("inside flags", Flag.INSIDE),
  /** Outlines. */
  POLYGONS("polygons"),
  /** Run lengths. */
  MASKS("masks"),
  /** Objects that are boxes alone; only a format of pixels cannot hold them. */
  BARE_BOXES("objects without pixels of their own"),
  /** Pixels that belong to more than one object; only a picture of the objects cannot say so. */
  SHARED_PIXELS("pixels shared with a smaller object"),
  /** Keypoints of objects. */
  KEYPOINTS("keypoint lists"),
  /** An area that is not the box's. */
  AREAS("areas of objects"),
  /** Ids of objects that are not 1, 2, ... in the order of images. */
  OBJECT_IDS("ids of objects"),
  /** Ids of images that are not 1, 2, ... in the order of their file names. */
  IMAGE_IDS("ids of images"),
  /** Ids of classes that are not 1, 2, ... */
  CATEGORY_IDS("ids of classes"),
  /** An order of ids that is not that of names. */
  CATEGORY_ORDER("classes out of the order of names"),
  /** Classes that differ in their ids alone. */
  SAME_NAMES("classes of the name of another"),
  /** Classes with a supercategory. */
  SUPERCATEGORIES("supercategories"),
  /** Classes with LVIS's frequency. */
  FREQUENCIES("frequencies of classes"),
  /** Classes that are no things: sky, road. */
  STUFF("stuff classes"),
  /** Classes that name their keypoints. */
  KEYPOINT_NAMES("lists of keypoint names"),
  /** Classes without an object. */
  EMPTY_CLASSES("classes without objects"),
  /** Images without an object. */
  EMPTY_IMAGES("images without objects"),
  /** Width and height of images. */
  IMAGE_SIZES("sizes of images"),
  /** Classes verified to be in an image. */
  PRESENT_LABELS("verified labels of images"),
  /** Classes verified not to be in an image. */
  ABSENT_LABELS("negative labels of images"),
  /** Classes of which an image may show more objects than are annotated. */
  INCOMPLETE_LABELS("incompletely annotated classes of images");

  private final String plural;
  private final Flag flag;

  Feature(String plural) {
    this(plural, null);
  }

  Feature(String plural, Flag flag) {
    this.plural = plural;
    this.flag = flag;
  }

  /** What counts of it are called. */
  String plural() {
    return plural;
  }

  /** The flag that this feature is, or null. */
  Flag flag() {
    return flag;
  }
}
