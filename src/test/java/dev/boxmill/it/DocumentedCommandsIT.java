package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every {@code jobs/...} command that stands in a code block of the README or the docs, the
 * README first, so that later pages find its results. Only {@code out/} is replaced, so that a run
 * leaves nothing in the project; an output of an earlier command is removed first.
 */
final class DocumentedCommandsIT {
  private static final Pattern OUT =
      Pattern.compile("(?:--out|--coco-json|--markdown|--figures|--apply) (\\S+)");

  /** Run by continuous integration itself, around this test. */
  private static final List<String> ELSEWHERE =
      List.of("jobs/demo", "jobs/test", "jobs/build", "jobs/notebook");

  @TestFactory
  Stream<DynamicTest> everyDocumentedCommandRuns(@TempDir Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (String command : commands(page)) {
        tests.add(
            DynamicTest.dynamicTest(
                page.getFileName() + ": " + command, () -> run(command, folder)));
      }
    }
    assertTrue(tests.size() >= 4, "the README shows at least one command a job");
    return tests.stream();
  }

  private static void run(String command, Path out) throws Exception {
    String local = command.replace("out/", out + "/");
    Matcher named = OUT.matcher(local);
    while (named.find() && !command.contains("--dry-run")) {
      delete(Path.of(named.group(1)));
    }
    // Commands for clusters and stores that are not here, and one that runs until Ctrl-C, are only
    // checked for what they start.
    boolean shown = command.contains("://") || command.contains("--serve");
    String line = shown ? local + " --dry-run" : local;
    Processes.Result result = Processes.run(Map.of(), "bash", "-euc", line);
    assertEquals(0, result.code(), () -> result.out() + result.err());
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Processes.HOME.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(List.of(Processes.HOME.resolve("README.md")));
      docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
      return pages;
    }
  }

  /** Lines of fenced blocks that start with a job, with their continuation lines joined. */
  static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    StringBuilder open = new StringBuilder();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced && (open.length() > 0 || line.startsWith("jobs/"))) {
        open.append(line.strip());
        if (line.endsWith("\\")) {
          open.setCharAt(open.length() - 1, ' ');
        } else {
          String command = open.toString();
          if (!ELSEWHERE.contains(command.split(" ", 2)[0])) {
            commands.add(command);
          }
          open.setLength(0);
        }
      }
    }
    return commands;
  }
}
