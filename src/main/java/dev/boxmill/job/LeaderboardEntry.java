package dev.boxmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result of evaluate and what is known of the model behind it; what is not known is not in it.
 *
 * @param name of the result
 * @param groundTruth counts that tell one ground truth from another, or the empty string
 * @param values by column, Strings and Doubles
 */
record LeaderboardEntry(String name, String groundTruth, Map<String, Object> values) {
  static final List<String> STATISTICS = List.of("AP", "AP50", "AP75", "APs", "APm", "APl");
  static final String MODEL = "model";

  /** What a table may say of a model. */
  static final List<String> FACTS = List.of("parameters", "gflops", "imagesPerSecond");

  /**
   * Reads an evaluate folder, and the record of the detect run that it measured where that is still
   * in its place.
   */
  static LeaderboardEntry read(String name, Path folder) {
    Map<String, Object> values = new LinkedHashMap<>();
    JsonNode run = json(folder.resolve(RunFacts.FILE));
    JsonNode detect = detect(run.at("/options/detections").asText());
    if (detect.at("/facts/model").isTextual()) {
      values.put(MODEL, detect.at("/facts/model").asText());
    }
    if (detect.at("/facts/imagesPerSecond").isNumber()) {
      values.put("imagesPerSecond", detect.at("/facts/imagesPerSecond").asDouble());
    }
    JsonNode coco = json(folder.resolve("metrics.json")).path("coco");
    if (!coco.isObject()) {
      throw new UserException(
          "--results " + folder + ": no numbers of the protocol coco; evaluate with it");
    }
    for (String statistic : STATISTICS) {
      double value = coco.path(statistic).asDouble(-1);
      if (value != -1) {
        values.put(statistic, value);
      }
    }
    JsonNode facts = run.path("facts");
    String truth =
        facts.has("groundTruths")
            ? facts.path("images").asText() + " images, " + facts.path("groundTruths").asText()
            : "";
    return new LeaderboardEntry(name, truth, values);
  }

  private static JsonNode detect(String detections) {
    JsonNode none = RunFacts.JSON.createObjectNode();
    try {
      Path record = Path.of(detections).resolve(RunFacts.FILE);
      if (detections.isEmpty() || !Files.isRegularFile(record)) {
        return none;
      }
      JsonNode run = json(record);
      return run.path("job").asText().equals("detect") ? run : none;
    } catch (InvalidPathException e) {
      // A URI of some store; its record may be far away, and is not needed.
      return none;
    }
  }

  private static JsonNode json(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "--results "
              + file.getParent()
              + ": no "
              + file.getFileName()
              + "; give evaluate's folder");
    }
    try {
      return RunFacts.JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UserException("--results " + file + ": cannot be read; evaluate again", e);
    }
  }

  /** AP, or less than all there are. */
  double ap() {
    return values.get("AP") instanceof Double ap ? ap : -1;
  }

  /** Adds what a user knows, by the result's name or else the model's; it wins. */
  LeaderboardEntry with(Map<String, Map<String, Object>> facts) {
    Map<String, Object> known = facts.get(name);
    if (known == null) {
      known = facts.get(String.valueOf(values.get(MODEL)));
    }
    if (known == null) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(known);
    return new LeaderboardEntry(name, groundTruth, all);
  }
}
