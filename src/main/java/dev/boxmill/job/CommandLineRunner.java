package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.spark.SparkFailures;
import dev.boxmill.store.StoreErrors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and turns every failure of the user's into one line and exit code 2. */
final class CommandLineRunner {
  private static final int USER_ERROR = 2;
  private static final int BUG = 1;

  private CommandLineRunner() {}

  static int run(String... args) {
    CommandLine line = new CommandLine(new BoxMill());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUnmatchedOptionsAllowedAsOptionParameters(false);
    line.setParameterExceptionHandler(CommandLineRunner::reportParameter);
    line.setExecutionExceptionHandler((e, command, unused) -> report(e, command.getErr()));
    try {
      SecretAddress.refuse(args);
      applyConfig(line, args);
    } catch (UserException e) {
      return report(e, line.getErr());
    }
    if (args.length == 0) {
      line.usage(line.getOut());
      return USER_ERROR;
    }
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      line.getErr()
          .printf(
              "boxmill: %,d MB of memory are not enough; give more with BOXMILL_DRIVER_MEMORY, or"
                  + " less data at once%n",
              Runtime.getRuntime().maxMemory() >> 20);
      line.getErr().flush();
      return USER_ERROR;
    }
  }

  private static void applyConfig(CommandLine line, String... args) {
    CommandLine job = args.length == 0 ? null : line.getSubcommands().get(args[0]);
    if (job == null) {
      return;
    }
    for (int i = 1; i < args.length; i++) {
      String file = null;
      if (args[i].equals("--config") && i + 1 < args.length) {
        file = args[i + 1];
      } else if (args[i].startsWith("--config=")) {
        file = args[i].substring("--config=".length());
      }
      if (file != null && job.getCommandSpec().findOption("--config") != null) {
        job.setDefaultValueProvider(ConfigDefaults.load(Path.of(file), job.getCommandSpec()));
      }
    }
  }

  private static int reportParameter(ParameterException e, String... args) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage().lines().findFirst().orElse("");
    String word = stranger(e, command, args);
    if (word != null) {
      message =
          word.startsWith("-")
              ? "unknown option '" + word + "'" + nearest(word, optionNames(command))
              : "unexpected argument '"
                  + word
                  + "'"
                  + nearest(word, List.copyOf(command.getSubcommands().keySet()));
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message + " (see " + name + " --help)");
    command.getErr().flush();
    return USER_ERROR;
  }

  /** The word that the command does not know, or null where the mistake is another. */
  private static String stranger(ParameterException e, CommandLine command, String... args) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched.getUnmatched().get(0);
    }
    // A mistyped option leaves the real one missing, or looks like a value of the one before it;
    // the typing error is the one to name.
    List<String> names = optionNames(command);
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith("--"))
        .map(arg -> arg.replaceFirst("=.*", ""))
        .filter(arg -> !names.contains(arg))
        .findFirst()
        .orElse(null);
  }

  private static List<String> optionNames(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(OptionSpec::names)
        .flatMap(Arrays::stream)
        .toList();
  }

  private static String nearest(String word, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(n -> EditDistance.between(word, n)))
        .map(n -> "; did you mean '" + n + "'?")
        .orElse("");
  }

  /** A user's error anywhere in the chain of causes is shown as one line; all else is a bug. */
  static int report(Throwable failure, PrintWriter err) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UserException) {
        err.println("boxmill: " + t.getMessage().lines().findFirst().orElse(""));
        err.flush();
        return USER_ERROR;
      }
    }
    Optional<String> meaning =
        StoreErrors.meaning(failure).or(() -> SparkFailures.meaning(failure));
    if (meaning.isPresent()) {
      err.println("boxmill: " + meaning.get());
      err.flush();
      return USER_ERROR;
    }
    failure.printStackTrace(err);
    err.flush();
    return BUG;
  }
}
