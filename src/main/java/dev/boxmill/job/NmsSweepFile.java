package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What a sweep of NMS gave (docs/formats/nms-sweep.md). */
final class NmsSweepFile {
  /** Detect's. The underscore hides it from readers of the folder's Parquet files. */
  static final String NAME = "_nms_sweep.json";

  /** Evaluate's, with AP. */
  static final String MEASURED = "nms_sweep.json";

  private static final String SCHEMA = "boxmill-nms-sweep/1";

  private final JsonNode root;

  private NmsSweepFile(JsonNode root) {
    this.root = root;
  }

  static String json(NmsSweepGrid grid, NmsSweep.Result result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("method", grid.nms().method());
    root.put("classAgnostic", grid.nms().classAgnostic());
    root.put("images", result.images());
    root.put("points", result.points());
    return text(root);
  }

  /**
   * Reads the file of a folder of detections.
   *
   * @throws UserException when there is none, or another version wrote it
   */
  static NmsSweepFile read(String detections, Configuration configuration) {
    Path path = new Path(detections, NAME);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      JsonNode root = RunFacts.JSON.readTree(in);
      if (root.path("schema").asText().equals(SCHEMA)) {
        return new NmsSweepFile(root);
      }
      throw new UserException("--nms-sweep: " + path + ": not " + SCHEMA + "; detect again");
    } catch (FileNotFoundException e) {
      throw new UserException(
          "--nms-sweep: no " + NAME + " in " + detections + "; run detect with --nms-sweep", e);
    } catch (IOException e) {
      throw new UserException("--nms-sweep: " + path + ": cannot be read (" + e + ")", e);
    }
  }

  /** How many settings there are. */
  int settings() {
    return root.path("points").size();
  }

  /** The same with AP of each setting. */
  String withAp(List<MetricResult> settings) {
    JsonNode all = root.deepCopy();
    for (int i = 0; i < settings.size(); i++) {
      ObjectNode point = (ObjectNode) all.path("points").get(i);
      Map<String, Double> numbers = settings.get(i).statistics();
      for (String name : List.of("AP", "AP50")) {
        point.put(name.toLowerCase(Locale.ROOT), numbers.getOrDefault(name, -1.0));
      }
    }
    return text(all);
  }

  private static String text(Object json) {
    try {
      return RunFacts.JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new InternalException("sweep does not serialise", e);
    }
  }
}
