package dev.boxmill.data;

/** What an annotation says about an object beside its class and box. */
public enum Flag {
  /** The box stands for a group of objects (COCO's iscrowd). */
  CROWD,
  /** Neither to be found nor a mistake when found (LVIS's ignore). */
  IGNORE,
  /** Hard to make out (PASCAL VOC). */
  DIFFICULT,
  /** Goes on beyond the image's edge (PASCAL VOC, KITTI, Open Images). */
  TRUNCATED,
  /** Partly hidden by something else. */
  OCCLUDED,
  /** Five or more instances in one box (Open Images). */
  GROUP_OF,
  /** A drawing or a statue, no real one (Open Images). */
  DEPICTION,
  /** A picture from the inside of the object (Open Images). */
  INSIDE;

  /** {@return the flag's bit in {@link GroundTruth#flags}} */
  public int bit() {
    return 1 << ordinal();
  }

  /**
   * For putting flags together with {@code |}.
   *
   * @param set whether the flag is to be there
   * @return its bit, or 0
   */
  public int bit(boolean set) {
    return set ? bit() : 0;
  }

  /**
   * {@return whether the flag is among those set}
   *
   * @param flags bits, as in {@link GroundTruth#flags}
   */
  public boolean in(int flags) {
    return (flags & bit()) != 0;
  }
}
