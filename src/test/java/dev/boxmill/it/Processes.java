package dev.boxmill.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the project's scripts as a user does: in processes of their own. */
final class Processes {
  /** The project's folder: Maven runs tests in it. */
  static final Path HOME = Path.of("").toAbsolutePath();

  private static final long LIMIT_MINUTES = 10;

  private Processes() {}

  /** What a finished process left: exit code, standard output and standard error. */
  record Result(int code, String out, String err) {}

  static Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("boxmill-out", ".txt");
    Path err = Files.createTempFile("boxmill-err", ".txt");
    try {
      Process process = start(environment, out, err, List.of(command));
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "still running after "
                + LIMIT_MINUTES
                + " minutes: "
                + String.join(" ", command)
                + "\n"
                + Files.readString(err));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** Runs a job and demands exit code 0. */
  static Result job(String job, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("jobs").resolve(job).toString()));
    command.addAll(List.of(options));
    Result result = run(Map.of(), command.toArray(String[]::new));
    if (result.code() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + " ended with "
              + result.code()
              + "\n"
              + result.out()
              + "\n"
              + result.err());
    }
    return result;
  }

  static Process start(Map<String, String> environment, Path out, Path err, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
