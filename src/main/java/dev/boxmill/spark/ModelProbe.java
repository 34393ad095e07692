package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.Detector;
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
   * Loads the model on an executor, where it stays warm, and runs it once on zeros.
   *
   * @param modelFile name among Spark's files
   * @throws UserException in the executor's words when that fails
   */
  static ModelProbe run(JavaSparkContext spark, String modelFile, Detector.Settings settings) {
    // The mistake is returned, not thrown: Spark would try a failed task again, and log each time.
    Function<Integer, String[]> probe =
        unused -> {
          try (Detector detector = Detector.open(Path.of(SparkFiles.get(modelFile)), settings)) {
            String batch = Integer.toString(detector.batchSize());
            return new String[] {detector.engine(), detector.device(), batch};
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
}
