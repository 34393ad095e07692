package dev.boxmill.audit;

import java.util.Comparator;

/**
 * A label that is probably wrong, why, and what it should be.
 *
 * @param kind in what way it is wrong
 * @param confidence estimated probability in (0, 1) that the label is wrong in this way
 * @param imageId the image
 * @param objectId the label's annotation id, or -1 where it is missing
 * @param categoryId the label's category, or -1 where it is missing
 * @param label the label's box, or null where it is missing
 * @param suggestedCategoryId the category it should have, or -1 where it should go
 * @param suggested the box it should have, or null where it should go
 * @param score mean over the models of the score that speaks for the suggestion; for a label that
 *     should go, of the best detection that speaks for the label
 * @param models how many models support the suspicion
 * @param iou of label and suggestion; of a duplicate and its twin; else -1
 * @param twinId annotation id of the label that a duplicate repeats, or -1
 */
public record Suspect(
    SuspectKind kind,
    double confidence,
    long imageId,
    long objectId,
    int categoryId,
    Box label,
    int suggestedCategoryId,
    Box suggested,
    double score,
    int models,
    double iou,
    long twinId)
    implements Comparable<Suspect> {

  /** Left, top, width, height in pixels. */
  public record Box(double x, double y, double w, double h) implements Comparable<Box> {
    private static final Comparator<Box> ORDER =
        Comparator.comparingDouble(Box::x)
            .thenComparingDouble(Box::y)
            .thenComparingDouble(Box::w)
            .thenComparingDouble(Box::h);

    @Override
    public int compareTo(Box other) {
      return ORDER.compare(this, other);
    }
  }

  private static final Comparator<Suspect> ORDER =
      Comparator.comparingDouble(Suspect::confidence)
          .reversed()
          .thenComparingLong(Suspect::imageId)
          .thenComparing(Suspect::kind)
          .thenComparingLong(Suspect::objectId)
          .thenComparingInt(Suspect::suggestedCategoryId)
          .thenComparing(Suspect::suggested, Comparator.nullsLast(Comparator.naturalOrder()));

  /** The most confident one first; no two suspects of a data set compare as equal. */
  @Override
  public int compareTo(Suspect other) {
    return ORDER.compare(this, other);
  }
}
