package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.DetectSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * What an executor says before the job starts: that model, descriptor and device go together, and
 * what it runs them on.
 *
 * @param engine name and version
 * @param device "cpu", "gpu0", ...
 * @param batchSize images of a forward pass, as the graph or the user wants it
 */
record ModelProbe(String engine, String device, int batchSize) {

  /**
   * Loads the models on an executor, where they stay warm, and runs each on zeros.
   *
   * @param plan its files are names among Spark's files
   * @param batchSize images of a forward pass; {@link DetectRun#AUTO} for what the executor finds
   * @throws UserException in the executor's words when that fails
   */
  static ModelProbe run(JavaSparkContext spark, DetectPlan plan, int batchSize) {
    // The mistake is returned, not thrown: Spark would try a failed task again, and log each time.
    Function<Integer, String[]> probe =
        unused -> {
          try {
            return answer(plan, batchSize);
          } catch (UserException e) {
            return new String[] {e.getMessage()};
          }
        };
    String[] answer = spark.parallelize(List.of(0), 1).map(probe).first();
    if (answer.length == 1) {
      throw new UserException(answer[0]);
    }
    return new ModelProbe(answer[0], answer[1], Integer.parseInt(answer[2]));
  }

  private static String[] answer(DetectPlan plan, int batchSize) {
    java.util.function.Function<String, Path> files = file -> Path.of(SparkFiles.get(file));
    int gpu = TaskGpu.index();
    int size =
        batchSize == DetectRun.AUTO ? DetectSession.bestBatchSize(plan, files, gpu) : batchSize;
    try (DetectSession session = DetectSession.open(plan.withBatchSize(size), files, gpu)) {
      String batch = Integer.toString(session.batchSize());
      return new String[] {session.engine(), session.device(), batch};
    }
  }
}
