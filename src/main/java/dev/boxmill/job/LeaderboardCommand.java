package dev.boxmill.job;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code boxmill leaderboard}: results of many models in one table. Starts no Spark session. */
@Command(
    name = "leaderboard",
    description = "Puts the results of many models into one table.",
    footer = {
      "",
      "Example: jobs/leaderboard --results out/a out/b --facts models.csv --out out/leaderboard"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LeaderboardCommand implements Callable<Integer> {
  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      required = true,
      arity = "1..*",
      description = "Folders that evaluate wrote, comparisons included.")
  List<Path> results;

  @Option(
      names = "--facts",
      paramLabel = "FILE",
      description = "CSV or JSON of models: name, parameters, gflops, imagesPerSecond.")
  Path facts;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Folders or files that detect --benchmark wrote.")
  List<Path> benchmarks = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; must not be there yet.")
  String out;

  @Override
  public Integer call() {
    LeaderboardJob job = new LeaderboardJob(results, benchmarks, facts, out, spark.hadoop());
    job.run().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
