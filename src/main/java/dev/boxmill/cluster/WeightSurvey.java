package dev.boxmill.cluster;

import dev.boxmill.error.UserException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A first pass over all boxes, to find a unit for their weights: how many there are, how heavy the
 * heaviest is, and how often each class occurs. Parts merge in any order.
 */
public final class WeightSurvey {
  private final BoxWeight weight;
  private long boxes;
  private double heaviest;
  private final TreeMap<Long, Long> classes = new TreeMap<>();

  /**
   * Has seen no box yet.
   *
   * @param weight decides what is looked at of a box
   */
  public WeightSurvey(BoxWeight weight) {
    this.weight = weight;
  }

  /**
   * Looks at a box; one of no size is passed over, as {@link SizeHistogram} leaves it out.
   *
   * @param w in the unit in which boxes are counted
   * @param h in the same unit
   * @param given the weight that the input gives, looked at for {@link BoxWeight#COLUMN} only
   * @param category looked at for {@link BoxWeight#INVERSE_CLASS} only
   * @throws UserException when the weight is not positive and finite
   */
  public void add(double w, double h, double given, long category) {
    if (!SizeHistogram.isSide(w) || !SizeHistogram.isSide(h)) {
      return;
    }
    boxes++;
    if (weight == BoxWeight.INVERSE_CLASS) {
      classes.merge(category, 1L, Long::sum);
    } else if (weight == BoxWeight.AREA) {
      heaviest = Math.max(heaviest, w * h);
    } else if (weight == BoxWeight.COLUMN) {
      if (!(given > 0 && given < Double.POSITIVE_INFINITY)) {
        throw new UserException(
            "a box has the weight " + given + "; give positive numbers, and leave out other boxes");
      }
      heaviest = Math.max(heaviest, given);
    }
  }

  /** {@return all that has been seen, as numbers that travel} */
  public long[] state() {
    long[] state = new long[2 + 2 * classes.size()];
    state[0] = boxes;
    state[1] = Double.doubleToLongBits(heaviest);
    int at = 2;
    for (Map.Entry<Long, Long> c : classes.entrySet()) {
      state[at++] = c.getKey();
      state[at++] = c.getValue();
    }
    return state;
  }

  /**
   * Adds what another survey of the same weight has seen.
   *
   * @param state what {@link #state} gave
   */
  public void merge(long[] state) {
    boxes += state[0];
    heaviest = Math.max(heaviest, Double.longBitsToDouble(state[1]));
    for (int at = 2; at < state.length; at += 2) {
      classes.merge(state[at], state[at + 1], Long::sum);
    }
  }

  /** {@return the weights of all boxes, once all have been seen} */
  public Weights weights() {
    if (weight == BoxWeight.NONE || boxes == 0) {
      return Weights.NONE;
    }
    TreeMap<Long, Double> ofClass = new TreeMap<>();
    // A mean weight of 1; which one does not matter, but it reads well.
    classes.forEach((c, n) -> ofClass.put(c, boxes / ((double) classes.size() * n)));
    double most = ofClass.values().stream().reduce(heaviest, Math::max);
    return new Weights(weight, Units.of(boxes, most), ofClass);
  }
}
