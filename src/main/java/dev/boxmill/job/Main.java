package dev.boxmill.job;

/** Entry point of every job; the only place that ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = CommandLineRunner.run(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
