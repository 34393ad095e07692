package dev.boxmill.spark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Spark gave a job up, in a user's words: failures of machines, which no job can mend. */
public final class SparkFailures {
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded");

  private static final Pattern TASK =
      Pattern.compile("Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\((\\S+) executor (\\S+)\\)");

  private static final Pattern LOST =
      Pattern.compile("failed (\\d+) times, .*ExecutorLostFailure .*Reason: (.*)");

  private SparkFailures() {}

  /**
   * {@return one line of what happened and how to mend it; empty for failures of another kind}
   *
   * @param failure as Spark threw it; its causes are looked at too
   */
  public static Optional<String> meaning(Throwable failure) {
    String place = "this machine";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      Matcher task = TASK.matcher(message);
      if (task.find() && !task.group(2).equals("driver")) {
        place = task.group(1);
      }
      Matcher full = FULL.matcher(message);
      if (full.find()) {
        return Optional.of(
            "a disk is full on "
                + place
                + " ("
                + full.group()
                + "): make room for the output and for Spark's own files (spark.local.dir), then"
                + " start the job again");
      }
      Matcher lost = LOST.matcher(message);
      if (lost.find()) {
        return Optional.of(
            "the executors of a task died "
                + lost.group(1)
                + " times, the last on "
                + place
                + " ("
                + lost.group(2)
                + "): its stderr says of what; give it more memory (spark.executor.memory) or, where"
                + " images kill it, the task more tries (spark.task.maxFailures)");
      }
    }
    return Optional.empty();
  }
}
