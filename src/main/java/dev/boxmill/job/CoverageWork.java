package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.assign.AssignmentCoverage;
import dev.boxmill.assign.AssignmentScheme;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Counts the labels that a detector's target assignment leaves without an anchor or cell. */
final class CoverageWork {
  private final AssignmentScheme scheme;

  /** Width, height pairs in pixels of the input; null: the paper's. */
  private final double[] anchors;

  private final int side;

  private CoverageWork(AssignmentScheme scheme, double[] anchors, int side) {
    this.scheme = scheme;
    this.anchors = anchors;
    this.side = side;
  }

  /**
   * Of the options.
   *
   * @param anchorsFile what anchors wrote, or null; where it says its input, that is the scheme's
   */
  static CoverageWork of(String scheme, String anchorsFile) {
    AssignmentScheme found = AssignmentScheme.find(scheme);
    return anchorsFile == null
        ? new CoverageWork(found, null, found.side())
        : withAnchors(found, anchorsFile);
  }

  private static CoverageWork withAnchors(AssignmentScheme scheme, String file) {
    JsonNode root = read(file);
    JsonNode input = root.path("inputSize");
    int side = input.isArray() ? input.path(0).asInt() : scheme.side();
    if (input.isArray() && side != input.path(1).asInt()) {
      throw new UserException(
          "--anchors "
              + file
              + ": made for an input of "
              + side
              + " x "
              + input.path(1).asInt()
              + "; assignment takes square ones");
    }
    double[] anchors =
        Arrays.stream(ComparedAnchors.pixels(root, file, "--anchors " + file).anchors())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new CoverageWork(scheme, anchors, side);
  }

  private static JsonNode read(String file) {
    String mend = ": give a file that anchors wrote";
    try {
      JsonNode root = RunFacts.JSON.readTree(Files.readString(Path.of(file)));
      if (!root.path("schema").asText().equals(AnchorsFile.SCHEMA)) {
        throw new UserException("--anchors " + file + mend);
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UserException("--anchors " + file + ": not JSON" + mend, e);
    } catch (IOException e) {
      throw new UserException("--anchors " + file + ": no such file" + mend, e);
    }
  }

  /**
   * Counts all labels but crowds, groups and those to ignore, on all cores of this machine.
   *
   * @throws UserException when an image's size is not known
   */
  AssignmentCoverage count(LabelIndex labels) {
    int images = labels.annotations().images().size();
    int parts = Math.max(1, Math.min(images, Runtime.getRuntime().availableProcessors()));
    return IntStream.range(0, parts)
        .parallel()
        .mapToObj(
            part ->
                count(
                    labels,
                    (int) ((long) images * part / parts),
                    (int) ((long) images * (part + 1) / parts)))
        .reduce(
            (a, b) -> {
              a.merge(b);
              return a;
            })
        .orElseThrow();
  }

  private AssignmentCoverage count(LabelIndex labels, int from, int to) {
    AssignmentCoverage coverage = AssignmentCoverage.of(scheme, anchors, side);
    Annotations all = labels.annotations();
    for (int image = from; image < to; image++) {
      ImageInfo info = all.images().image(image);
      int[] rows = labels.judgedRows(image);
      if (info.width() <= 0 || info.height() <= 0) {
        throw new UserException(
            "--assignment: '"
                + info.fileName()
                + "' has no width and height in the annotations; convert them with --images first");
      }
      double[] boxes = new double[4 * rows.length];
      int[] categories = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(all.groundTruths().boxes(), 4 * rows[i], boxes, 4 * i, 4);
        categories[i] = all.groundTruths().categoryId(rows[i]);
      }
      coverage.add(info.width(), info.height(), boxes, categories);
    }
    return coverage;
  }

  /** Null: the paper's. */
  double[] anchors() {
    return anchors == null ? null : anchors.clone();
  }
}
