package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.ResultTable;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Reads results and writes one table of them as CSV, Markdown and JSON, the best AP first. */
final class LeaderboardJob {
  private static final List<String> COLUMNS =
      Stream.of(
              List.of("name", LeaderboardEntry.MODEL),
              LeaderboardEntry.FACTS,
              LeaderboardEntry.STATISTICS)
          .flatMap(List::stream)
          .toList();

  private final List<Path> results;
  private final List<Path> benchmarks;
  private final Path facts;
  private final String out;
  private final Configuration configuration;

  /**
   * @param benchmarks folders or files; what they say wins over the runs
   * @param facts file of the user's, or null
   */
  LeaderboardJob(
      List<Path> results,
      List<Path> benchmarks,
      Path facts,
      String out,
      Configuration configuration) {
    this.results = List.copyOf(results);
    this.benchmarks = List.copyOf(benchmarks);
    this.facts = facts;
    this.out = out;
    this.configuration = configuration;
  }

  /** Writes the folder; the lines to tell the user. */
  List<String> run() {
    RunFacts record = new RunFacts("leaderboard");
    List<LeaderboardEntry> entries = entries();
    String markdown = markdown(entries);
    List<String> warnings = warnings(entries);
    try (AtomicOutput folder = AtomicOutput.folder(out, configuration)) {
      write(folder, "leaderboard.csv", csv(entries));
      write(folder, "leaderboard.md", markdown);
      write(folder, "leaderboard.json", json(entries));
      record
          .option("results", results.stream().map(Path::toString).toList())
          .option("benchmarks", benchmarks.stream().map(Path::toString).toList())
          .option("facts", facts == null ? null : facts.toString())
          .option("out", out)
          .fact("results", entries.size())
          .fact("warnings", warnings);
      write(folder, RunFacts.FILE, record.json());
      folder.commit();
    }
    List<String> lines = new ArrayList<>(markdown.lines().toList());
    warnings.forEach(warning -> lines.add("leaderboard: warning: " + warning));
    lines.add("leaderboard: " + EvaluateJob.count(entries.size(), "results in ") + out);
    return lines;
  }

  private static void write(AtomicOutput folder, String name, String text) {
    folder.writeText(new org.apache.hadoop.fs.Path(folder.temporary(), name), text);
  }

  private List<LeaderboardEntry> entries() {
    List<Path> folders = new ArrayList<>();
    results.forEach(folder -> folders.addAll(expand(folder)));
    List<String> names = RunNames.of(folders.stream().map(Path::toString).toList());
    Map<String, Map<String, Object>> measured = BenchmarkFile.facts(benchmarks);
    Map<String, Map<String, Object>> known = facts == null ? Map.of() : ModelFacts.read(facts);
    List<LeaderboardEntry> entries = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      entries.add(LeaderboardEntry.read(names.get(i), folders.get(i)).with(measured).with(known));
    }
    entries.sort(
        Comparator.comparingDouble((LeaderboardEntry e) -> -e.ap())
            .thenComparing(LeaderboardEntry::name));
    return entries;
  }

  /** The folders of a comparison's runs, or the folder itself. */
  private static List<Path> expand(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException("--results " + folder + ": no such folder; name what evaluate wrote");
    }
    Path runs = folder.resolve("results");
    if (!Files.isDirectory(runs)) {
      return List.of(folder);
    }
    try (Stream<Path> entries = Files.list(runs)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UserException("--results " + runs + ": cannot be listed", e);
    }
  }

  private static List<String> warnings(List<LeaderboardEntry> entries) {
    List<String> truths =
        entries.stream()
            .map(LeaderboardEntry::groundTruth)
            .filter(truth -> !truth.isEmpty())
            .distinct()
            .sorted()
            .toList();
    return truths.size() < 2
        ? List.of()
        : List.of(
            "not all results are against the same ground truth ("
                + String.join(" objects; ", truths)
                + " objects): their numbers cannot be compared");
  }

  private static Object value(LeaderboardEntry entry, String column) {
    return column.equals("name") ? entry.name() : entry.values().get(column);
  }

  private static String csv(List<LeaderboardEntry> entries) {
    List<List<Object>> rows = new ArrayList<>();
    for (LeaderboardEntry entry : entries) {
      List<Object> row = new ArrayList<>();
      for (String column : COLUMNS) {
        Object value = value(entry, column);
        row.add(value == null ? "" : value instanceof Double number ? plain(number) : value);
      }
      rows.add(row);
    }
    return Csv.of(new ResultTable("leaderboard", COLUMNS, rows));
  }

  /** Whole numbers without a point: parameters are counts. */
  private static Object plain(double number) {
    return number == Math.rint(number) && number > 1 && number < 1e15
        ? (Object) (long) number
        : number;
  }

  private static String json(List<LeaderboardEntry> entries) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LeaderboardEntry entry : entries) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (String column : COLUMNS) {
        Object value = value(entry, column);
        if (value != null) {
          row.put(column, value instanceof Double number ? plain(number) : value);
        }
      }
      rows.add(row);
    }
    try {
      return RunFacts.JSON.writeValueAsString(rows) + "\n";
    } catch (JsonProcessingException e) {
      throw new InternalException("a leaderboard does not serialise", e);
    }
  }

  private static String markdown(List<LeaderboardEntry> entries) {
    StringBuilder text = new StringBuilder();
    text.append("| name | model | parameters (M) | GFLOPs | images/s |");
    LeaderboardEntry.STATISTICS.forEach(
        statistic -> text.append(' ').append(statistic).append(" |"));
    text.append("\n|---|---|").append("---:|".repeat(COLUMNS.size() - 2)).append('\n');
    for (LeaderboardEntry entry : entries) {
      text.append(
          COLUMNS.stream()
              .map(column -> cell(column, value(entry, column)))
              .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    return text.toString();
  }

  private static String cell(String column, Object value) {
    if (value instanceof Double number) {
      boolean statistic = LeaderboardEntry.STATISTICS.contains(column);
      double shown = column.equals("parameters") ? number / 1e6 : number;
      return String.format(Locale.ROOT, statistic ? "%.3f" : "%.1f", shown);
    }
    return value == null ? "" : String.valueOf(value).replace("|", "\\|");
  }
}
