package dev.boxmill.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All checks. */
public final class Checks {
  private Checks() {}

  /**
   * Runs every check that ServiceLoader finds.
   *
   * @param data not changed
   * @return what they found, the worst first, then by id
   */
  public static List<Finding> run(DataSet data) {
    List<Finding> found = new ArrayList<>();
    ServiceLoader.load(Check.class, Check.class.getClassLoader())
        .forEach(check -> found.addAll(check.run(data)));
    found.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::id));
    return found;
  }
}
