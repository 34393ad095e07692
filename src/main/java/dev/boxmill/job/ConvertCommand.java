package dev.boxmill.job;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The convert job's command line. */
@Command(
    name = "convert",
    description = "Writes annotations in another format, and says what that cannot hold.",
    footer = {
      "",
      "Example:",
      "  jobs/convert --in VOC2012/Annotations --to coco --out out/voc.json"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ConvertCommand implements Callable<Integer> {
  /** What to do with a record that cannot be used. */
  enum OnBadRecord {
    FAIL,
    SKIP
  }

  @Option(
      names = "--in",
      required = true,
      paramLabel = "PATH",
      description = "Annotations: a file, folder, zip or tar archive.")
  String in;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description =
          "Format to write: coco, coco-panoptic, cvat, kitti, labelstudio, lvis, openimages,"
              + " parquet, voc or yolo.")
  String to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "File, or for formats of many files folder, to write; must not be there yet.")
  String out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of --in (default: told from the files).")
  String format;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "Folder or archive of the images, for formats with relative coordinates"
              + " (default: among the annotations).")
  String images;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Names of all classes, one a line, for formats without ids of classes: their ids are 1,"
              + " 2, ... in this order (default: the format's order, else by name).")
  String classes;

  @Option(
      names = "--on-bad-record",
      defaultValue = "fail",
      paramLabel = "fail|skip",
      description = "End at a record that cannot be used, or leave it out (default: fail).")
  OnBadRecord onBadRecord;

  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    new ConvertJob(this, spark.hadoop(), spec.commandLine().getOut()).run();
    return 0;
  }
}
