package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** docs/JOB.md: tables "option, meaning, default" of all options the job has, and of no other. */
class OptionTablesTest {
  private static final Set<String> IN_NO_TABLE = Set.of("--help", "--version");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");
  private static final Pattern HELP_DEFAULT = Pattern.compile("\\(default: ([^()]+)\\)");

  /** What stands for one value, not for an explanation. */
  private static final Pattern LITERAL = Pattern.compile("`[^`]+`|[-+.\\d,^ ]*\\d( [KMG]iB)?");

  private static final Map<String, Integer> UNITS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

  static Stream<String> jobs() {
    return CommandLineTest.jobs();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void namesEveryOptionAndNoOther(String job) throws IOException {
    assertEquals(new TreeSet<>(options(job).keySet()), new TreeSet<>(defaults(job).keySet()));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void statesTheDefaultsOfTheCommand(String job) throws IOException {
    Map<String, String> stated = defaults(job);
    options(job).forEach((name, option) -> check(name, option, stated.get(name)));
  }

  private static void check(String name, OptionSpec option, String stated) {
    if (option.type() == boolean.class) {
      assertTrue(!LITERAL.matcher(stated).matches() && !stated.equals("on"), name + ": " + stated);
      return;
    }
    String own = own(option);
    if (own != null) {
      assertEquals(value(own), value(stated), name);
    } else if (LITERAL.matcher(stated).matches()) {
      Matcher help = HELP_DEFAULT.matcher(String.join(" ", option.description()));
      assertTrue(help.find(), name + " has no default; the table says " + stated);
      assertEquals(value(help.group(1)), value(stated), name);
    }
  }

  /** The default that picocli or the field knows; null where the job computes it. */
  private static String own(OptionSpec option) {
    String value = option.defaultValue();
    if (value != null) {
      return value.isEmpty() ? null : value;
    }
    return option.initialValue() instanceof Enum<?> one ? one.name() : null;
  }

  /** Equal for different spellings of a number, or of a constant. */
  private static String value(String text) {
    String plain = text.replace("`", "").strip();
    String[] parts = plain.split(" ");
    try {
      if (parts.length == 2 && UNITS.containsKey(parts[1])) {
        return "" + Math.scalb(Double.parseDouble(parts[0]), UNITS.get(parts[1]));
      }
      if (plain.startsWith("2^")) {
        return "" + Math.scalb(1., Integer.parseInt(plain.substring(2)));
      }
      return "" + Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      return plain.toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @ParameterizedTest
  @CsvSource({"268435456,2^28", "268435456,256 MiB", ".95,0.95", "LOG_EUCLIDEAN,`log-euclidean`"})
  void spellingsOfAValueAreEqual(String one, String other) {
    assertEquals(value(one), value(other));
  }

  @Test
  void aTableIsReadWithItsDefaults() {
    List<String> page =
        List.of(
            "| option | meaning | default |",
            "|---|---|---|",
            "| `--a x\\|y`, `--b N` | see `--c` | `x`, 3 |",
            "",
            "| other | meaning |",
            "| `--d` | not an option's row |");
    assertEquals(Map.of("--a", "`x`", "--b", "3"), defaults(page));
  }

  private static Map<String, OptionSpec> options(String job) {
    Map<String, OptionSpec> options = new TreeMap<>();
    for (OptionSpec option :
        CommandLineTest.line().getSubcommands().get(job).getCommandSpec().options()) {
      if (!IN_NO_TABLE.contains(option.longestName())) {
        options.put(option.longestName(), option);
      }
    }
    return options;
  }

  private static Map<String, String> defaults(String job) throws IOException {
    return defaults(Files.readAllLines(Path.of("docs", job + ".md")));
  }

  /** The last cells of option tables, by the options that the first cells name. */
  private static Map<String, String> defaults(List<String> page) {
    Map<String, String> found = new HashMap<>();
    boolean open = false;
    for (String line : page) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      open = line.startsWith("| option ") || open && line.startsWith("|");
      if (open && cells[1].contains("--") && cells[1].contains("`")) {
        assertEquals(5, cells.length, () -> "option, meaning, default: " + line);
        List<String> names = new ArrayList<>(new LinkedHashSet<>(names(cells[1])));
        String[] own = cells[3].strip().split(", ");
        for (int i = 0; i < names.size(); i++) {
          String value = own.length == names.size() ? own[i] : cells[3].strip();
          assertEquals(null, found.put(names.get(i), value), () -> "twice: " + line);
        }
      }
    }
    return found;
  }

  private static List<String> names(String cell) {
    return OPTION.matcher(cell).results().map(r -> r.group()).toList();
  }
}
