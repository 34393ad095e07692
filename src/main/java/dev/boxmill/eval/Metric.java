package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * An evaluation protocol: a pure function of each category's boxes, and a summary of all. The boxes
 * are the state: they may be gathered in parts and merged in any order ({@link
 * CategoryBoxes#merge}). Implementations are public, final, have a public no-argument constructor
 * and are found by ServiceLoader.
 */
public interface Metric {

  /** The value of {@code --protocol}, lower-case. */
  String id();

  /** Evaluates one category; runs where the data are. */
  Serializable evaluate(CategoryBoxes boxes, Options options);

  /**
   * Brings the categories together.
   *
   * @param parts what {@link #evaluate} gave for each category, in their order
   */
  Result summarise(List<Category> categories, List<? extends Serializable> parts, Options options);

  /**
   * What the user may choose.
   *
   * @param strict whether to repeat the reference implementation's oddities
   */
  record Options(boolean strict) implements Serializable {}

  /**
   * What a protocol found.
   *
   * @param json its object in metrics.json
   * @param curves precision-recall points, for Parquet and the report
   * @param summary lines for the console
   */
  record Result(Map<String, Object> json, List<CurvePoint> curves, String summary) {}

  /**
   * A point of a precision-recall curve.
   *
   * @param categoryId -1 for the mean over categories
   * @param score at which the recall is reached; -1 for the mean
   */
  record CurvePoint(
      int categoryId, String name, double iou, double recall, double precision, double score) {}
}
