package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.assign.AssignmentCoverage;
import dev.boxmill.assign.AssignmentScheme;
import dev.boxmill.audit.LabelCoverage;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.error.UserException;
import dev.boxmill.spark.SparkCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** The options of the coverage, and where it is counted: by this process or on Spark. */
final class CoverageWork {
  private CoverageWork() {}

  /**
   * Of the options.
   *
   * @param anchorsFile what anchors wrote, or null; where it says its input, that is the scheme's
   * @param inputSize "W,H", or null: the anchors', or the paper's
   */
  static LabelCoverage of(String scheme, String anchorsFile, String inputSize) {
    AssignmentScheme found = AssignmentScheme.find(scheme);
    Optional<InputSize> wanted = AnchorScaleOptions.inputSize(inputSize, null);
    if (anchorsFile == null) {
      return new LabelCoverage(
          found,
          null,
          wanted.map(InputSize::width).orElse(0),
          wanted.map(InputSize::height).orElse(0));
    }
    JsonNode root = read(anchorsFile);
    JsonNode made = root.path("inputSize");
    int width = wanted.map(InputSize::width).orElse(made.path(0).asInt());
    int height = wanted.map(InputSize::height).orElse(made.path(1).asInt());
    if (made.isArray() && (made.path(0).asInt() != width || made.path(1).asInt() != height)) {
      throw new UserException(
          "--anchors "
              + anchorsFile
              + ": made for an input of "
              + made.path(0).asInt()
              + " x "
              + made.path(1).asInt()
              + ", not of "
              + width
              + " x "
              + height
              + "; leave out --input-size, or make them with it");
    }
    double[] anchors =
        Arrays.stream(
                ComparedAnchors.pixels(root, anchorsFile, "--anchors " + anchorsFile).anchors())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new LabelCoverage(found, anchors, width, height);
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
   * Counts on all cores of this machine, or on Spark where a master is named.
   *
   * @throws UserException when an image's size is not known
   */
  static AssignmentCoverage count(LabelCoverage coverage, LabelIndex labels, SparkOptions spark)
      throws IOException {
    LabelCoverage.check(labels.annotations());
    if (!spark.local(0)) {
      try (SparkSession session = spark.open("audit")) {
        return new SparkCoverage(session, labels).count(coverage);
      }
    }
    int images = labels.annotations().images().size();
    int parts = Math.max(1, Math.min(images, Runtime.getRuntime().availableProcessors()));
    return IntStream.range(0, parts)
        .parallel()
        .mapToObj(
            part ->
                coverage.count(
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
}
