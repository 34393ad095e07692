package dev.boxmill.check;

import dev.boxmill.data.Annotations;
import dev.boxmill.format.ReadReport;

/**
 * What checks look at.
 *
 * @param annotations the records that could be read
 * @param report those that could not
 * @param files of the images, or null where nobody looked
 * @param against another set that should share no image with this one, or null
 * @param examples most examples a finding should give
 */
public record DataSet(
    Annotations annotations, ReadReport report, ImageFiles files, DataSet against, int examples) {

  /**
   * Annotations alone: their images' files are not looked at.
   *
   * @param annotations the records that could be read
   * @param report those that could not
   * @param examples most examples a finding should give, at least 1
   * @return a set without files and without another set to compare with
   */
  public static DataSet of(Annotations annotations, ReadReport report, int examples) {
    return new DataSet(annotations, report, null, null, examples);
  }

  /** Begins a finding. */
  Tally tally(String id, Severity severity) {
    return new Tally(this, id, severity);
  }

  /** File name of the image an object is in. */
  String imageOf(int row) {
    long id = annotations.groundTruths().imageId(row);
    return annotations.images().fileName(annotations.images().indexOf(id));
  }

  /** Name of an object's class. */
  String classOf(int row) {
    int id = annotations.groundTruths().categoryId(row);
    return annotations.categories().get(annotations.categoryIndex(id)).name();
  }
}
