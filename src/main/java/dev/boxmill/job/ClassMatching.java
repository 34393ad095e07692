package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.NameMatch;
import dev.boxmill.format.ClassAliases;
import dev.boxmill.format.ClassNames;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.HadoopSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether, and how, detections' classes are found in the ground truth by name.
 *
 * @param wanted false: category ids are compared
 * @param aliases file of names that mean the same, or null
 * @param detectionClasses file of the detections' names by id, or null: the detections have labels
 */
record ClassMatching(boolean wanted, String aliases, String detectionClasses) {

  /**
   * Matches the classes of a source.
   *
   * @throws UserException when no name is known, or the source names no classes
   */
  NameMatch match(DetectionSource source, Annotations truth, Configuration configuration) {
    List<List<String>> groups =
        aliases == null
            ? List.of()
            : ClassAliases.read(HadoopSource.of("--aliases", aliases, configuration));
    return NameMatch.of(names(source, configuration), truth.categories(), groups);
  }

  private Map<Integer, String> names(DetectionSource source, Configuration configuration) {
    if (detectionClasses != null) {
      return ClassNames.read(
          HadoopSource.of("--detection-classes", detectionClasses, configuration));
    }
    try {
      Map<Integer, String> names = source.classNames();
      if (names.isEmpty()) {
        throw new UserException(
            "--match-names: "
                + source.name()
                + " holds category ids without names; give --detection-classes");
      }
      return names;
    } catch (IOException e) {
      throw new UserException("--detections " + source.name() + ": cannot be read (" + e + ")", e);
    }
  }
}
