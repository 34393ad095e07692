package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake is one line and exit code 2; a page is written whole or not at all. */
class ReportCommandTest {
  private static final String ANCHORS =
      "{\"schema\":\"boxmill-anchors/1\",\"k\":1,\"anchors\":[[0.2,0.3]],\"averageIou\":0.6,"
          + "\"boxes\":2,\"sample\":[[0.2,0.2],[0.3,0.3]]}";

  @TempDir Path folder;

  @Test
  void missingResult() {
    assertMistake("gone: no such folder or file", folder.resolve("gone"));
  }

  @Test
  void notAResult() throws IOException {
    assertMistake("not a BoxMill result (no _run.json in it)", folder);
    Path text = Files.writeString(folder.resolve("a.json"), "hello");
    assertMistake("a.json: not JSON at line 1, column", text);
    Path other = Files.writeString(folder.resolve("b.json"), "{\"schema\":\"other/1\"}");
    assertMistake("b.json: schema 'other/1', expected 'boxmill-anchors/1'", other);
  }

  @Test
  void resultsThatAreNotWhole() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    write(run, "other");
    assertMistake("a result of 'other', which report does not show", run);
    write(run, "evaluate");
    assertMistake("metrics.json is missing; evaluate again", run);
    Files.writeString(run.resolve("metrics.json"), "{}");
    assertMistake("metrics.json: holds no protocol", run);
    Files.writeString(run.resolve("metrics.json"), "{\"coco\":{\"AP\":0.5}}");
    Files.createDirectories(run.resolve("curves"));
    Files.writeString(run.resolve("curves/part-0.parquet"), "not parquet");
    assertMistake("part-0.parquet: not what this version of BoxMill writes", run);
    Files.writeString(
        run.resolve("_run.json"), "{\"job\":\"evaluate\",\"schema\":\"boxmill-run/9\"}");
    Files.delete(run.resolve("curves/part-0.parquet"));
    assertMistake("schema 'boxmill-run/9', expected 'boxmill-run/1'", run);
  }

  @Test
  void outputThatCannotBe() throws IOException {
    Path anchors = Files.writeString(folder.resolve("anchors.json"), ANCHORS);
    Path there = Files.writeString(folder.resolve("there.html"), "mine");
    assertLine("already there; remove it or choose another", run(anchors, there));
    assertEquals("mine", Files.readString(there));
    assertLine("cannot be written", run(anchors, there.resolve("page.html")));
    assertLine("no such folder", run(anchors, folder.resolve("x.html"), "--images", "gone"));
    assertLine(
        "give 0 to 1000 megabytes", run(anchors, folder.resolve("x.html"), "--embed-limit", "-1"));
    assertFalse(Files.exists(folder.resolve("x.html")));
  }

  @Test
  void writesThePageAndNothingElse() throws IOException {
    Path anchors = Files.writeString(folder.resolve("anchors.json"), ANCHORS);
    Path out = folder.resolve("new/page.html");
    assertEquals(List.of("0"), run(anchors, out, "--title", "Mine"));
    assertTrue(Files.readString(out).contains("<h1><bdi>Mine</bdi></h1>"));
    try (var files = Files.list(out.getParent())) {
      assertEquals(List.of(out), files.toList());
    }
  }

  @Test
  void somethingMustBeMade() throws IOException {
    String anchors = Files.writeString(folder.resolve("anchors.json"), ANCHORS).toString();
    assertLine("Nothing to make: give --out", answer("--results", anchors));
    assertLine("give a port, 0 to 65535", answer("--results", anchors, "--serve", "65536"));
    assertLine("not empty", answer("--results", anchors, "--figures", folder.toString()));
    assertLine("not a folder", answer("--results", anchors, "--figures", anchors));
    assertLine("already there", answer("--results", anchors, "--markdown", anchors));
    assertEquals(ANCHORS, Files.readString(Path.of(anchors)));
  }

  @Test
  void theSummaryNeedsNoPage() throws IOException {
    Path anchors = Files.writeString(folder.resolve("anchors.json"), ANCHORS);
    Path summary = folder.resolve("new/summary.md");
    assertEquals(
        List.of("0"), answer("--results", anchors.toString(), "--markdown", summary.toString()));
    assertTrue(Files.readString(summary).contains("| `anchors.json` | 0.600 | 1 | 2 |\n"));
    try (var files = Files.list(summary.getParent())) {
      assertEquals(List.of(summary), files.toList());
    }
  }

  /** Ctrl-C ends the process; here an interrupt ends the command. */
  @Test
  void servesUntilItIsEnded() throws Exception {
    Path anchors = Files.writeString(folder.resolve("anchors.json"), ANCHORS);
    Path page = folder.resolve("page.html");
    List<Integer> codes = new CopyOnWriteArrayList<>();
    Thread command =
        new Thread(
            () ->
                codes.add(
                    CommandLineRunner.run(
                        "report", "--results=" + anchors, "--out=" + page, "--serve=0")));
    command.start();
    while (command.isAlive() && !Files.exists(page)) {
      Thread.sleep(20);
    }
    command.interrupt();
    command.join(60_000);
    assertEquals(List.of(0), codes);
  }

  private static void write(Path folder, String job) throws IOException {
    Files.writeString(
        folder.resolve("_run.json"), "{\"schema\":\"boxmill-run/1\",\"job\":\"" + job + "\"}");
  }

  private void assertMistake(String message, Path result) {
    assertLine(message, run(result, folder.resolve("page.html")));
    assertFalse(Files.exists(folder.resolve("page.html")));
  }

  private static void assertLine(String message, List<String> answer) {
    assertEquals(2, answer.size(), () -> "exit code and one line: " + answer);
    assertEquals("2", answer.get(0));
    assertTrue(answer.get(1).contains(message), answer.get(1));
  }

  private static List<String> run(Path result, Path out, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--results", result.toString(), "--out", out.toString()));
    args.addAll(List.of(more));
    return answer(args.toArray(String[]::new));
  }

  /** The exit code, then the lines on standard error. */
  private static List<String> answer(String... options) {
    List<String> args = new ArrayList<>(List.of("report"));
    args.addAll(List.of(options));
    PrintStream before = System.err;
    var caught = new java.io.ByteArrayOutputStream();
    try (PrintStream err = new PrintStream(caught, true, StandardCharsets.UTF_8)) {
      System.setErr(err);
      List<String> answer = new ArrayList<>();
      answer.add(String.valueOf(CommandLineRunner.run(args.toArray(String[]::new))));
      answer.addAll(caught.toString(StandardCharsets.UTF_8).lines().toList());
      return answer;
    } finally {
      System.setErr(before);
    }
  }
}
