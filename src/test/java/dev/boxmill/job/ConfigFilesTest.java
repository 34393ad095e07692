package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** conf/JOB.properties: every option of the job, described, commented out, nothing else. */
class ConfigFilesTest {
  private static final Path CONF = Path.of("conf");
  private static final Set<String> NOT_IN_FILES = Set.of("help", "version", "config");
  private static final Pattern ENTRY = Pattern.compile("(#?)([a-z][a-z0-9-]*)\\s*=\\s*(.*)");

  static Stream<String> jobs() {
    return CommandLineTest.jobs();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void holdsEveryOptionAndNoOther(String job) throws IOException {
    assertEquals(options(job).keySet(), entries(job).keySet());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void showsTheDefaults(String job) throws IOException {
    Map<String, String> entries = entries(job);
    options(job)
        .forEach(
            (name, option) -> {
              if (option.defaultValue() != null) {
                assertEquals(option.defaultValue(), entries.get(name), name);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void changesNothingAsItIsAndLoadsWithAllKeysSet(String job, @TempDir Path folder)
      throws IOException {
    List<String> set = new ArrayList<>();
    for (String line : Files.readAllLines(file(job))) {
      assertTrue(line.isBlank() || line.startsWith("#"), () -> job + " sets: " + line);
      set.add(ENTRY.matcher(line).matches() ? line.substring(1) : line);
    }
    Path all = Files.write(folder.resolve("all.properties"), set);
    CommandLine line = CommandLineTest.line();
    CommandLine command = line.getSubcommands().get(job);
    command.setDefaultValueProvider(ConfigDefaults.load(all, command.getCommandSpec()));
    line.parseArgs(job);
  }

  @Test
  void noFileIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      Set<String> names =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> n.endsWith(".properties") && !n.startsWith("log4j2"))
              .map(n -> n.replace(".properties", ""))
              .collect(Collectors.toSet());
      assertEquals(jobs().collect(Collectors.toSet()), names);
    }
  }

  /** Keys of the file, with the values beside them; each once, each below a comment. */
  private static Map<String, String> entries(String job) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    String above = "";
    for (String line : Files.readAllLines(file(job))) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        String key = entry.group(2);
        assertTrue(above.startsWith("# "), () -> key + " has no comment above it");
        assertEquals(null, entries.put(key, entry.group(3)), key);
      }
      above = line;
    }
    return entries;
  }

  private static Map<String, OptionSpec> options(String job) {
    Map<String, OptionSpec> options = new TreeMap<>();
    for (OptionSpec option : command(job).getCommandSpec().options()) {
      String name = option.longestName().replaceFirst("^-+", "");
      if (!NOT_IN_FILES.contains(name)) {
        options.put(name, option);
      }
    }
    return options;
  }

  private static CommandLine command(String job) {
    return CommandLineTest.line().getSubcommands().get(job);
  }

  private static Path file(String job) {
    return CONF.resolve(job + ".properties");
  }
}
