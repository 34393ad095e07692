package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardCommandTest {
  private static final String HEADER =
      "name,model,parameters,gflops,imagesPerSecond,AP,AP50,AP75,APs,APm,APl";

  @TempDir Path folder;

  /** An evaluate folder with an AP; APs is undefined. */
  private Path result(String name, double ap, String detections, int objects) throws IOException {
    Path at = Files.createDirectories(folder.resolve(name));
    Files.writeString(at.resolve("metrics.json"), "{\"coco\": {\"AP\": " + ap + ", \"APs\": -1}}");
    Files.writeString(
        at.resolve("_run.json"),
        "{\"job\": \"evaluate\", \"options\": {\"detections\": \""
            + detections
            + "\"}, \"facts\": {\"images\": 4, \"groundTruths\": "
            + objects
            + "}}");
    return at;
  }

  private String detect() throws IOException {
    Path at = Files.createDirectories(folder.resolve("detections"));
    Files.writeString(
        at.resolve("_run.json"),
        "{\"job\": \"detect\", \"facts\": {\"model\": \"m.onnx\", \"imagesPerSecond\": 12.5}}");
    return at.toString();
  }

  private Cli leaderboard(List<Path> results, String... more) {
    List<String> arguments = new ArrayList<>(List.of("leaderboard", "--results"));
    results.forEach(path -> arguments.add(path.toString()));
    arguments.add("--out=" + folder.resolve("out"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(new String[0]));
  }

  @Test
  void benchmarksTellOfTheirModelAndTheUserKnowsBetter() throws IOException {
    Path benchmark = Files.createDirectory(folder.resolve("benchmark"));
    Files.writeString(
        benchmark.resolve("benchmark.json"),
        """
        {"schema": "boxmill-benchmark/1", "model": "m.onnx", "parameters": 3200000,
         "gflops": null, "imagesPerSecond": 40.5}
        """);
    Path facts = Files.writeString(folder.resolve("f.csv"), "name,parameters\nm.onnx,3300000\n");
    Cli run =
        leaderboard(
            List.of(result("known", 0.5, detect(), 9), result("other", 0.25, "gone", 9)),
            "--benchmarks=" + benchmark,
            "--facts=" + facts);
    assertEquals(0, run.code(), run.err());
    // 40.5 of the benchmark, not the run's 12.5.
    assertEquals(
        List.of(HEADER, "known,m.onnx,3300000,,40.5,0.5,,,,,", "other,,,,,0.25,,,,,"),
        Files.readAllLines(folder.resolve("out/leaderboard.csv")));
    Cli wrong = leaderboard(List.of(folder.resolve("known")), "--benchmarks=" + facts);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("--benchmarks"), wrong.err());
  }

  @Test
  void bestFirstAndWhatIsUnknownStaysBlank() throws IOException {
    Path plain = result("plain", 0.25, "gone/results.json", 9);
    Path known = result("known", 0.5, detect(), 9);
    Path facts =
        Files.writeString(folder.resolve("facts.csv"), "name,parameters,gflops\nm.onnx,3200000,\n");
    Cli run = leaderboard(List.of(plain, known), "--facts=" + facts);
    assertEquals(0, run.code(), run.err());
    assertEquals(
        List.of(HEADER, "known,m.onnx,3200000,,12.5,0.5,,,,,", "plain,,,,,0.25,,,,,"),
        Files.readAllLines(folder.resolve("out/leaderboard.csv")));
    List<String> markdown = Files.readAllLines(folder.resolve("out/leaderboard.md"));
    assertEquals("| known | m.onnx | 3.2 |  | 12.5 | 0.500 |  |  |  |  |  |", markdown.get(2));
    assertTrue(run.out().contains(markdown.get(2)), run.out());
    assertFalse(run.out().contains("warning"), run.out());
    JsonNode json = new ObjectMapper().readTree(folder.resolve("out/leaderboard.json").toFile());
    assertEquals(3_200_000, json.at("/0/parameters").asLong());
    assertFalse(json.get(0).has("gflops"));
    assertFalse(json.get(1).has("model"));
  }

  @Test
  void factsByTheResultsNameWinOverWhatDetectMeasured() throws IOException {
    Path known = result("known", 0.5, detect(), 9);
    Path facts =
        Files.writeString(
            folder.resolve("facts.json"),
            "[{\"name\": \"known\", \"parameters\": null, \"gflops\": 8.5, \"imagesPerSecond\": 99}]");
    assertEquals(0, leaderboard(List.of(known), "--facts=" + facts).code());
    assertEquals(
        "known,m.onnx,,8.5,99,0.5,,,,,",
        Files.readAllLines(folder.resolve("out/leaderboard.csv")).get(1));
  }

  @Test
  void aComparisonCountsAsItsRuns() throws IOException {
    result("compared/results/a", 0.1, "", 9);
    result("compared/results/b", 0.2, "", 9);
    assertEquals(0, leaderboard(List.of(folder.resolve("compared"))).code());
    List<String> lines = Files.readAllLines(folder.resolve("out/leaderboard.csv"));
    assertEquals(List.of("b,,,,,0.2,,,,,", "a,,,,,0.1,,,,,"), lines.subList(1, 3));
  }

  @Test
  void anotherGroundTruthIsToldOf() throws IOException {
    Cli run = leaderboard(List.of(result("a", 0.1, "", 9), result("b", 0.2, "", 10)));
    assertTrue(
        run.out()
            .contains(
                "leaderboard: warning: not all results are against the same ground truth (4 images,"
                    + " 10 objects; 4 images, 9 objects): their numbers cannot be compared"),
        run.out());
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    Path gone = folder.resolve("gone");
    assertEquals(
        "boxmill: --results " + gone + ": no such folder; name what evaluate wrote\n",
        leaderboard(List.of(gone)).err());
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(
        "boxmill: --results " + empty + ": no _run.json; give evaluate's folder\n",
        leaderboard(List.of(empty)).err());
    Path facts = Files.writeString(folder.resolve("facts.csv"), "name,gflops\na,many\n");
    Cli run = leaderboard(List.of(result("a", 0.1, "", 9)), "--facts=" + facts);
    assertEquals(
        "boxmill: --facts " + facts + ": gflops of a is 'many'; give a number\n", run.err());
    assertEquals(2, run.code());
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
