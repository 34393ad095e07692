package dev.boxmill.job;

import dev.boxmill.eval.EvaluateOutcome;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** What is measured, read as far as its ground truth. */
interface EvaluateWork {

  /** Sizes of the ground truth. */
  record Truth(long images, long objects, long classes) {}

  Truth truth();

  /** Memory that measuring in one process takes, for the choice of where. */
  long bytes();

  /**
   * Measures every run, in the order given.
   *
   * @param master a Spark master, or {@link SparkOptions#NONE}
   * @param matches folders for every run's matches; empty: none are wanted
   */
  List<EvaluateOutcome> evaluate(String master, List<Path> matches) throws IOException;
}
