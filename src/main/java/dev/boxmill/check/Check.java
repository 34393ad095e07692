package dev.boxmill.check;

import java.util.List;

/**
 * Looks for one kind of mistakes. Implementations are public, final, have a public no-argument
 * constructor and are found by ServiceLoader ({@code @AutoService}).
 */
public interface Check {

  /** Looks; finds nothing where the data lacks what the check needs, e.g. image files. */
  List<Finding> run(DataSet data);
}
