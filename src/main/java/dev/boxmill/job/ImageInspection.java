package dev.boxmill.job;

import dev.boxmill.check.FileMatch;
import dev.boxmill.check.ImageFact;
import dev.boxmill.check.ImageFiles;
import dev.boxmill.data.Annotations;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.ImageListing;
import dev.boxmill.spark.ImageProbes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Lists and looks into the image files of one set or of two at once: whether bytes have to be
 * hashed depends on the lengths of all.
 */
final class ImageInspection {
  private ImageInspection() {}

  /** Files of the set and of the other one; null where no folder was given. */
  static List<ImageFiles> run(
      ValidateConfig config,
      Annotations all,
      Annotations other,
      Configuration hadoop,
      SparkOptions spark) {
    List<ImageEntry> ours = list(config.images(), hadoop);
    List<ImageEntry> theirs = list(config.againstImages(), hadoop);
    List<ImageEntry> both = new ArrayList<>(ours);
    both.addAll(theirs);
    List<ImageFact> facts = probe(both, config.decode(), hadoop, spark);
    ImageFiles first = config.images() == null ? null : files(all, facts.subList(0, ours.size()));
    ImageFiles second =
        config.againstImages() == null
            ? null
            : files(other, facts.subList(ours.size(), facts.size()));
    return Arrays.asList(first, second);
  }

  private static List<ImageEntry> list(String folder, Configuration hadoop) {
    return folder == null ? List.of() : ImageListing.list(List.of(folder), null, hadoop);
  }

  private static List<ImageFact> probe(
      List<ImageEntry> files, boolean decode, Configuration hadoop, SparkOptions spark) {
    // Threads here are as fast as Spark on one machine; a cluster has to be asked for.
    if (files.isEmpty() || spark.local(0)) {
      return ImageProbes.local(files, decode, hadoop);
    }
    try (SparkSession session = spark.open("validate")) {
      return ImageProbes.spark(files, decode, hadoop, session);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ImageFiles files(Annotations all, List<ImageFact> facts) {
    List<String> paths = facts.stream().map(ImageFact::path).toList();
    int[] places = FileMatch.of(all.images(), paths);
    boolean[] named = new boolean[paths.size()];
    List<ImageFact> found = new ArrayList<>();
    for (int place : places) {
      found.add(place < 0 ? null : facts.get(place));
      if (place >= 0) {
        named[place] = true;
      }
    }
    List<String> unlisted = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      if (!named[i]) {
        unlisted.add(paths.get(i));
      }
    }
    return new ImageFiles(found, unlisted);
  }
}
