package dev.boxmill.cluster;

/**
 * Lloyd's iteration: each size goes to its nearest anchor (of equals the first), each anchor to the
 * centre of its boxes, until no anchor moves.
 *
 * <p>Neither median nor mean minimises 1 - IoU exactly, so rounds are bounded by the caller.
 */
final class Lloyd {
  /** Part of a side below which a move is rounding: sums differ in it with the tiles' outcome. */
  private static final double STILL = 1e-10;

  private final BoxSizes sizes;
  private final Distance distance;
  private final double[] w;
  private final double[] h;
  private final Centres centres;
  private final Assignment assignment;
  private int rounds;

  /** Starts with anchors of these widths and heights, which are copied. */
  Lloyd(BoxSizes sizes, SizeTree tree, Centre centre, double[][] anchors) {
    this.sizes = sizes;
    this.distance = tree.distance();
    w = anchors[0].clone();
    h = anchors[1].clone();
    centres = Centres.of(centre, sizes, distance, w.length);
    assignment = new Assignment(sizes, tree, centres, w, h);
  }

  /**
   * Runs to convergence, or to the bound; true where it converged. Each size then belongs to the
   * nearest of the anchors as they came to be.
   */
  boolean run(int maxRounds) {
    boolean moving = true;
    assignment.update();
    while (moving && rounds < maxRounds) {
      rounds++;
      moving = move();
      assignment.update();
    }
    return !moving;
  }

  /** Moves the anchors; false when they have come to rest. */
  private boolean move() {
    double[] oldW = w.clone();
    double[] oldH = h.clone();
    centres.move(w, h);
    for (int j = 0; j < w.length; j++) {
      if (centres.boxes[j] == 0) {
        int worst = worstServed(j);
        w[j] = sizes.w(worst);
        h[j] = sizes.h(worst);
      }
    }
    assignment.moved(oldW, oldH);
    for (int j = 0; j < w.length; j++) {
      if (Math.abs(w[j] - oldW[j]) > STILL * w[j] || Math.abs(h[j] - oldH[j]) > STILL * h[j]) {
        return true;
      }
    }
    return !centres.settled();
  }

  /**
   * Where an anchor without boxes is put: the size farthest from all anchors in use (of equals the
   * first), earlier ones put this way included.
   */
  private int worstServed(int empty) {
    int worst = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sizes.distinct(); i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < w.length; j++) {
        boolean inUse = j < empty || centres.boxes[j] > 0;
        if (inUse && j != empty) {
          best = Math.max(best, distance.closeness(sizes.w(i), sizes.h(i), w[j], h[j]));
        }
      }
      if (best < lowest) {
        lowest = best;
        worst = i;
      }
    }
    return worst;
  }

  /** The anchor of a size. */
  int owner(int size) {
    return centres.owner[size];
  }

  int k() {
    return w.length;
  }

  double w(int j) {
    return w[j];
  }

  double h(int j) {
    return h[j];
  }

  /** Widths and heights as they are. */
  double[][] anchors() {
    return new double[][] {w.clone(), h.clone()};
  }

  int rounds() {
    return rounds;
  }
}
