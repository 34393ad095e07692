package dev.boxmill.job;

import static dev.boxmill.job.EvaluateJob.count;

import dev.boxmill.check.Checks;
import dev.boxmill.check.DataSet;
import dev.boxmill.check.DataStatistics;
import dev.boxmill.check.Finding;
import dev.boxmill.check.ImageFiles;
import dev.boxmill.data.Annotations;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.ReadReport;
import dev.boxmill.format.Want;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The validate job: reads leniently, looks at the images, checks, writes and tells. */
final class ValidateJob {
  /** There is a finding as bad as --fail-on says. */
  private static final int FOUND = 3;

  private final ValidateConfig config;
  private final SparkOptions spark;
  private final PrintWriter console;
  private final Configuration hadoop;

  ValidateJob(ValidateConfig config, SparkOptions spark, PrintWriter console) {
    this.config = config;
    this.spark = spark;
    this.console = console;
    hadoop = spark.hadoop();
  }

  /** The exit code. */
  int run() throws IOException {
    if (config.out() == null) {
      return report(validate());
    }
    boolean file = config.out().endsWith(".json");
    try (AtomicOutput out =
        file
            ? AtomicOutput.file(config.out(), hadoop)
            : AtomicOutput.folder(config.out(), hadoop)) {
      Validated found = validate();
      Path place = file ? out.temporary() : new Path(out.temporary(), FindingsFile.NAME);
      out.writeText(place, FindingsFile.json(config, found));
      out.commit();
      int code = report(found);
      console.println("validate: written to " + config.out());
      console.flush();
      return code;
    }
  }

  private Validated validate() throws IOException {
    ReadReport report = ReadReport.skipping();
    AnnotationInput in =
        read("--annotations", config.annotations(), config.format(), config.images(), report);
    Annotations all = in.annotations();
    Annotations other =
        config.against() == null
            ? null
            : read(
                    "--against",
                    config.against(),
                    config.againstFormat(),
                    config.againstImages(),
                    ReadReport.skipping())
                .annotations();
    List<ImageFiles> files = ImageInspection.run(config, all, other, hadoop, spark);
    DataSet against =
        other == null
            ? null
            : new DataSet(other, ReadReport.skipping(), files.get(1), null, config.examples());
    DataSet data = new DataSet(all, report, files.get(0), against, config.examples());
    return new Validated(in.format().id(), Checks.run(data), DataStatistics.of(all));
  }

  private AnnotationInput read(
      String option, String given, String format, String images, ReadReport report)
      throws IOException {
    return AnnotationInput.read(
        option,
        given,
        format,
        images,
        new ReadOptions(report, ImageSizes.NONE, List.of(), Set.of(Want.IF_THERE)),
        hadoop);
  }

  private int report(Validated found) {
    DataStatistics data = found.statistics();
    console.println(
        "validate: "
            + found.format()
            + ": "
            + count(data.images(), "images, ")
            + count(data.objects(), "objects, ")
            + count(data.classes().size(), "classes"));
    FindingsText.print(found.findings(), console);
    console.flush();
    return found.findings().stream().map(Finding::severity).anyMatch(config::fails) ? FOUND : 0;
  }

  /** What came out. */
  record Validated(String format, List<Finding> findings, DataStatistics statistics) {}
}
