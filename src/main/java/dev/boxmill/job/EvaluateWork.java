package dev.boxmill.job;

import dev.boxmill.eval.EvaluateOutcome;
import java.io.IOException;

/** What is measured, read as far as its ground truth. */
interface EvaluateWork {

  /** Sizes of the ground truth. */
  record Truth(long images, long objects, long classes) {}

  Truth truth();

  /** Memory that measuring in one process takes, for the choice of where. */
  long bytes();

  /**
   * @param master a Spark master, or {@link SparkOptions#NONE}
   */
  EvaluateOutcome evaluate(String master) throws IOException;
}
