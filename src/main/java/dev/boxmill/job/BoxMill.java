package dev.boxmill.job;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root command: lists the jobs. */
@Command(
    name = "boxmill",
    description = "Batch object detection on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DetectCommand.class,
      EvaluateCommand.class,
      AnchorsCommand.class,
      ConvertCommand.class,
      AuditCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      LeaderboardCommand.class,
      HelpCommand.class
    })
final class BoxMill {}
