package dev.boxmill.job;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Options that every Spark job takes. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master: local[*], local-cluster[2,1,2048], spark://host:7077, yarn, k8s://..."
              + " (default: what spark-submit says, else local[*]).")
  String master;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with long option names as keys; options given here win.")
  Path config;

  /** Opens the session: --master, then spark-submit's master, then local[*]. */
  SparkSession open(String job) {
    String submitted = System.getProperty("spark.master");
    String url = master != null ? master : submitted != null ? submitted : "local[*]";
    return SparkSession.builder()
        .appName("boxmill " + job)
        .master(url)
        // Spark 4 keeps the files of a session from the tasks of its SQL queries; the model is one.
        .config("spark.sql.artifact.isolation.enabled", false)
        .getOrCreate();
  }
}
