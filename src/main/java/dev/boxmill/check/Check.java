package dev.boxmill.check;

import java.util.List;

/**
 * Looks for one kind of mistakes. Implementations are public, final, have a public no-argument
 * constructor and are found by ServiceLoader ({@code @AutoService}).
 */
public interface Check {

  /**
   * Looks; finds nothing where the data lacks what the check needs, e.g. image files.
   *
   * @param data not changed
   * @return a finding for each id of this check that occurs, in any order
   */
  List<Finding> run(DataSet data);
}
