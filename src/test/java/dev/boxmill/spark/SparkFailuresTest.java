package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages in the manner of Spark 4.0's on a standalone cluster. */
final class SparkFailuresTest {
  private static final String LOST =
      "Job aborted due to stage failure: Task 2 in stage 1.0 failed 8 times, most recent failure:"
          + " Lost task 2.7 in stage 1.0 (TID 9) (10.0.0.7 executor 3): ExecutorLostFailure"
          + " (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
          + " code 134\nDriver stacktrace:";

  @Test
  void deadExecutorsAreNamedWithTheirReason() {
    String said = SparkFailures.meaning(new RuntimeException(LOST)).orElseThrow();
    assertTrue(
        said.startsWith(
            "the executors of a task died 8 times, the last on 10.0.0.7 (Command exited with code"
                + " 134): "),
        said);
  }

  @Test
  void aFullDiskIsFoundBelowSparksOwnWordsAndNamedWithItsMachine() {
    String task = LOST.replaceFirst("ExecutorLostFailure(?s:.*)", "java.io.IOException: write");
    Exception full = new IOException("No space left on device");
    String said = SparkFailures.meaning(new RuntimeException(task, full)).orElseThrow();
    assertTrue(said.startsWith("a disk is full on 10.0.0.7 (No space left on device): "), said);
    assertTrue(
        SparkFailures.meaning(full).orElseThrow().startsWith("a disk is full on this machine "));
  }

  @Test
  void otherFailuresAreNotExplainedAway() {
    String bug = LOST.replaceFirst("ExecutorLostFailure(?s:.*)", "NullPointerException");
    assertEquals(Optional.empty(), SparkFailures.meaning(new RuntimeException(bug)));
  }
}
