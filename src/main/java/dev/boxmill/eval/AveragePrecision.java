package dev.boxmill.eval;

/**
 * How a precision-recall curve becomes one number. Curves are given at their hits alone, recall
 * ascending: between two hits precision only falls, so nothing else can matter.
 */
enum AveragePrecision {
  /**
   * PASCAL VOC 2007's: the mean over eleven recall levels of the best precision at that recall or
   * more. Levels are i * 0.1 in floating point, as numpy's {@code arange(0, 1.1, .1)} and the
   * devkit have them; so the third is 0.30000000000000004, which 3 of 10 objects do not reach.
   */
  ELEVEN_POINT {
    @Override
    double of(double[] recall, double[] best, int hits) {
      double sum = 0;
      int at = 0;
      for (int level = 0; level <= 10; level++) {
        while (at < hits && recall[at] < level * 0.1) {
          at++;
        }
        sum += at < hits ? best[at] / 11 : 0;
      }
      return sum;
    }
  },

  /** The area under the curve once precision never rises with recall; VOC's since 2010. */
  AREA {
    @Override
    double of(double[] recall, double[] best, int hits) {
      double sum = 0;
      for (int i = 0; i < hits; i++) {
        sum += (recall[i] - (i == 0 ? 0 : recall[i - 1])) * best[i];
      }
      return sum;
    }
  };

  /**
   * The number for a curve.
   *
   * @param recall at each hit
   * @param best the best precision at each hit or a later one
   * @param hits how many entries count
   * @return in [0, 1] but for rounding
   */
  abstract double of(double[] recall, double[] best, int hits);
}
