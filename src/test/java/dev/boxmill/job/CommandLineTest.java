package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a user meets before any job starts. */
class CommandLineTest {
  private static final String TRAIN = "models/data/annotations/train_boxes.json";

  @TempDir Path folder;

  /** Names of all jobs. */
  static Stream<String> jobs() {
    return line().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
  }

  /** As {@link CommandLineRunner} sets it up. */
  static CommandLine line() {
    return new CommandLine(new BoxMill()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @ParameterizedTest
  @CsvSource({
    "anchors,--anotations,--annotations",
    "anchors,--seeds,--seed",
    "convert,--form,--format",
    "detect,--image,--images",
    "detect,--batchsize,--batch-size",
    "evaluate,--groundtruth,--ground-truth",
    "report,--result,--results"
  })
  void unknownOptionNamesTheNearest(String job, String wrong, String right) {
    Cli ran = Cli.run(withRequired(job, wrong));
    assertEquals(2, ran.code());
    assertEquals(
        "boxmill "
            + job
            + ": unknown option '"
            + wrong
            + "'; did you mean '"
            + right
            + "'? (see boxmill "
            + job
            + " --help)",
        ran.err().strip());
  }

  @Test
  void aMistypedRequiredOptionIsNamedRatherThanTheMissingOne() {
    Cli ran = Cli.run("detect", "--imges", "x", "--model", "y", "--out", "z");
    assertEquals(2, ran.code());
    assertEquals(
        "boxmill detect: unknown option '--imges'; did you mean '--images'?"
            + " (see boxmill detect --help)",
        ran.err().strip());
  }

  /** A command line with all that the job requires, and one thing more. */
  private static String[] withRequired(String job, String more) {
    List<String> args = new ArrayList<>(List.of(job));
    CommandLine.Model.CommandSpec spec = line().getSubcommands().get(job).getCommandSpec();
    spec.options().stream()
        .filter(CommandLine.Model.ArgSpec::required)
        .forEach(option -> args.addAll(List.of(option.longestName(), "1")));
    args.add(more);
    return args.toArray(String[]::new);
  }

  @Test
  void unknownJobNamesTheNearest() {
    Cli ran = Cli.run("anchor");
    assertEquals(2, ran.code());
    assertEquals(
        "boxmill: unexpected argument 'anchor'; did you mean 'anchors'? (see boxmill --help)",
        ran.err().strip());
  }

  @Test
  void noArgumentsShowTheJobs() {
    Cli ran = Cli.run();
    assertEquals(2, ran.code());
    jobs().forEach(job -> assertTrue(ran.out().contains(job), job));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void helpHoldsAnExampleThatParses(String job) {
    Cli ran = Cli.run(job, "--help");
    assertEquals(0, ran.code());
    String command = "jobs/" + job + " ";
    int at = ran.out().indexOf(command);
    assertTrue(at > 0 && ran.out().contains("Example"), ran.out());
    String[] args = ran.out().substring(at + "jobs/".length()).strip().split("\\s+");
    line().parseArgs(args);
    assertTrue(ran.out().contains("--master") && ran.out().contains("--config"), ran.out());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyJobHasAScriptAndAVersion(String job) {
    assertTrue(Files.isExecutable(Path.of("jobs", job)), job);
    Cli ran = Cli.run(job, "--version");
    assertEquals(0, ran.code());
    assertTrue(
        ran.out().strip().matches("BoxMill \\d+\\.\\d+\\.\\d+\\S* \\(([0-9a-f]{7,}|unknown)\\)"),
        ran.out());
    assertTrue(ran.out().contains(Version.number()), ran.out());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aMissingOptionIsOneLine(String job) {
    Cli ran = Cli.run(job);
    assertEquals(2, ran.code());
    assertTrue(ran.err().startsWith("boxmill " + job + ": Missing required option"), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void theOptionBeatsTheFileBeatsTheDefault() throws IOException {
    Path file = Files.writeString(folder.resolve("a.properties"), "seed = 21\nk = 2\n");
    assertEquals(7, seed("default", "--k", "2"));
    assertEquals(21, seed("file", "--config", file.toString()));
    assertEquals(21, seed("equals", "--config=" + file));
    assertEquals(33, seed("option", "--config", file.toString(), "--seed", "33"));
    assertEquals(33, seed("before", "--seed", "33", "--config", file.toString()));
  }

  private long seed(String name, String... more) throws IOException {
    Path out = folder.resolve(name + ".json");
    String[] start = {"anchors", "--annotations", TRAIN, "--out", out.toString()};
    Cli ran = Cli.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return new ObjectMapper().readTree(out.toFile()).get("seed").asLong();
  }

  @ParameterizedTest
  @CsvSource({
    "sead = 1,sead,seed",
    "restart=1,restart,restarts",
    "input_size = 1,input_size,input-size"
  })
  void aConfigFileWithAnUnknownKeyIsRefused(String line, String key, String nearest)
      throws IOException {
    Path file = Files.writeString(folder.resolve("bad.properties"), line + "\n");
    Cli ran = Cli.run("anchors", "--annotations", TRAIN, "--k", "2", "--config", file.toString());
    assertEquals(2, ran.code());
    assertEquals(
        "boxmill: --config "
            + file
            + ": unknown key '"
            + key
            + "'; did you mean '"
            + nearest
            + "'?",
        ran.err().strip());
  }

  @ParameterizedTest
  @CsvSource({"config", "help", "version"})
  void aConfigFileCannotAskForThese(String key) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.properties"), key + " = true\n");
    Cli ran = Cli.run("anchors", "--config", file.toString());
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("unknown key '" + key + "'"), ran.err());
  }

  @Test
  void aConfigFileThatCannotBeReadIsRefused() {
    Cli ran = Cli.run("anchors", "--config", folder.resolve("none.properties").toString());
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("none.properties: cannot be read"), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void kOfNothingIsRefused() {
    Cli ran = Cli.run("anchors", "--annotations", TRAIN, "--k", "0", "--out", folder + "/out.json");
    assertEquals(2, ran.code());
    assertEquals("boxmill: --k 0: ask for at least one anchor", ran.err().strip());
  }

  @Test
  void usersErrorsAreOneLineWhereverTheyHideAndBugsShowTheirTrace() {
    StringWriter text = new StringWriter();
    RuntimeException wrapped =
        new RuntimeException(new IllegalStateException(new UserException("mend it\nno more")));
    assertEquals(2, CommandLineRunner.report(wrapped, new PrintWriter(text)));
    assertEquals("boxmill: mend it", text.toString().strip());
    StringWriter bug = new StringWriter();
    assertEquals(1, CommandLineRunner.report(new InternalException("a bug"), new PrintWriter(bug)));
    assertTrue(bug.toString().contains("\tat "), bug.toString());
  }
}
