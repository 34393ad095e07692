package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of a {@code --config} file. Precedence: option on the command line, then the file, then
 * the default in the code.
 */
final class ConfigDefaults implements IDefaultValueProvider {
  private final Properties values;

  private ConfigDefaults(Properties values) {
    this.values = values;
  }

  /** Reads a file and refuses keys that the command does not have. */
  static ConfigDefaults load(Path file, CommandSpec command) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("--config " + file + ": cannot be read; give a properties file", e);
    }
    for (String key : values.stringPropertyNames().stream().sorted().toList()) {
      SecretAddress.refuse(values.getProperty(key));
      if (!keys(command).contains(key)) {
        throw new UserException(
            "--config " + file + ": unknown key '" + key + "'" + nearest(key, command));
      }
    }
    return new ConfigDefaults(values);
  }

  private static String nearest(String key, CommandSpec command) {
    return keys(command).stream()
        .min(Comparator.comparingInt(n -> EditDistance.between(key, n)))
        .map(n -> "; did you mean '" + n + "'?")
        .orElse("");
  }

  /** Long names without dashes of the options that can stand in a file. */
  static List<String> keys(CommandSpec command) {
    return command.options().stream()
        .filter(o -> !o.usageHelp() && !o.versionHelp())
        .map(o -> o.longestName().replaceFirst("^-+", ""))
        .filter(name -> !name.equals("config"))
        .toList();
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      return values.getProperty(option.longestName().replaceFirst("^-+", ""));
    }
    return null;
  }
}
