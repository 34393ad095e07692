package dev.boxmill.job;

/** Entry point of every job; the only place that ends the process. */
public final class Main {
  private Main() {}

  /**
   * Runs a job, and ends the process with its exit code where that is not 0.
   *
   * @param args the job's name, then its options
   */
  public static void main(String[] args) {
    int code = CommandLineRunner.run(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
