package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.ReadReport;
import dev.boxmill.store.AnnotationTrees;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Annotations in any format on any file system.
 *
 * @param format what they were in
 * @param annotations all of them
 */
record AnnotationInput(AnnotationFormat format, Annotations annotations) {

  /**
   * Reads for a job that needs every record.
   *
   * @param option the option that names the files
   * @param format a format's id, or null to recognise it
   */
  static Annotations read(String option, String given, String format, Configuration configuration)
      throws IOException {
    return read(option, given, format, null, ReadReport.failing(), List.of(), configuration)
        .annotations();
  }

  /**
   * Reads.
   *
   * @param images where image files are, or null: among the annotation files
   * @param classes names in the order of their ids, or empty
   */
  static AnnotationInput read(
      String option,
      String given,
      String format,
      String images,
      ReadReport report,
      List<String> classes,
      Configuration configuration)
      throws IOException {
    AnnotationFormat named = format == null ? null : AnnotationFormats.find("--format", format);
    try (FileTree tree = AnnotationTrees.open(option, given, configuration);
        FileTree pictures =
            images == null ? null : AnnotationTrees.open("--images", images, configuration)) {
      ImageSizes sizes = new ImageFileSizes(pictures == null ? tree : pictures);
      AnnotationFormat found = named == null ? AnnotationFormats.recognise(tree) : named;
      return new AnnotationInput(found, found.read(tree, new ReadOptions(report, sizes, classes)));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(option + " " + given + ": cannot be read (" + reason + ")", e);
    }
  }
}
