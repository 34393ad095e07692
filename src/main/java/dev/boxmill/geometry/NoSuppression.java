package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * No suppression: all boxes survive, for models that give no duplicates (DETR and its kin).
 *
 * <p>Ties: score descending, then index.
 */
@AutoService(Suppression.class)
public final class NoSuppression implements Suppression {
  static final String ID = "none";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean usesIou() {
    return false;
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    for (int i = 0; i < Math.min(boxes.size(), rule.limit()); i++) {
      survivors.add(boxes, i);
    }
  }
}
