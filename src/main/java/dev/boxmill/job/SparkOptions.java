package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.store.HadoopSettings;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Options that every Spark job takes. */
final class SparkOptions {
  /** The master that stands for none. */
  static final String NONE = "none";

  /** Reading and sorting take several times the room of what is read. */
  private static final int MEMORY_SHARE = 4;

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
    return SparkSession.builder()
        .appName("boxmill " + job)
        .master(url())
        // Spark 4 keeps the files of a session from the tasks of its SQL queries; the model is one.
        .config("spark.sql.artifact.isolation.enabled", false)
        .getOrCreate();
  }

  /** The master that {@link #open} uses. */
  String url() {
    String submitted = System.getProperty("spark.master");
    return master != null ? master : submitted != null ? submitted : "local[*]";
  }

  /** File systems as spark-submit configured them. */
  Configuration hadoop() {
    return HadoopSettings.load();
  }

  /**
   * Whether a job should do without Spark: when the user says so, or leaves the choice and all the
   * work fits a part of this process's memory.
   *
   * @param bytes memory that the work takes
   */
  boolean local(long bytes) {
    if (master != null) {
      return master.equals(NONE);
    }
    String submitted = System.getProperty("spark.master", "local");
    boolean here = submitted.startsWith("local") && !submitted.startsWith("local-cluster");
    return here && bytes < Runtime.getRuntime().maxMemory() / MEMORY_SHARE;
  }

  /**
   * Refuses a master on other machines or in other processes.
   *
   * @param option what cannot run there
   */
  void requireHere(String option) {
    if (!url().matches(NONE + "|local(\\[.*])?")) {
      throw new UserException(option + ": measures this machine; leave --master " + url() + " out");
    }
  }
}
