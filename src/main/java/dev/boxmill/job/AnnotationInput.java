package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.Want;
import dev.boxmill.store.AnnotationTrees;
import dev.boxmill.store.StoreErrors;
import java.io.IOException;
import java.util.Set;
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
   * @param wanted what every object must have beside its box
   */
  static Annotations read(
      String option, String given, String format, Set<Want> wanted, Configuration configuration)
      throws IOException {
    ReadOptions options = ReadOptions.plain().wanting(wanted);
    Annotations all = read(option, given, format, null, options, configuration).annotations();
    GroundTruthTable objects = all.groundTruths();
    for (int i = 0; i < objects.size(); i++) {
      boolean masked = !wanted.contains(Want.MASKS) || objects.segmentation(i) != null;
      if (!masked || (wanted.contains(Want.KEYPOINTS) && objects.keypoints(i) == null)) {
        throw new UserException(
            option
                + " "
                + given
                + ": an object of image '"
                + all.images().fileName(all.images().indexOf(objects.imageId(i)))
                + "' has no "
                + (masked ? "keypoints" : "mask")
                + "; give files that hold them, or compare boxes");
      }
    }
    return all;
  }

  /**
   * Reads.
   *
   * @param images where image files are, or null: among the annotation files
   * @param options all but the images' sizes
   */
  static AnnotationInput read(
      String option,
      String given,
      String format,
      String images,
      ReadOptions options,
      Configuration configuration)
      throws IOException {
    AnnotationFormat named = format == null ? null : AnnotationFormats.find("--format", format);
    try (FileTree tree = AnnotationTrees.open(option, given, configuration);
        FileTree pictures =
            images == null ? null : AnnotationTrees.open("--images", images, configuration)) {
      ImageSizes sizes = new ImageFileSizes(pictures == null ? tree : pictures);
      AnnotationFormat found = named == null ? AnnotationFormats.recognise(tree) : named;
      return new AnnotationInput(found, found.read(tree, options.with(sizes)));
    } catch (IOException e) {
      throw StoreErrors.unreadable(option, given, e);
    }
  }
}
