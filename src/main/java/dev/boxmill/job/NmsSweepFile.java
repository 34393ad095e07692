package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.error.InternalException;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code _nms_sweep.json} of detect (docs/formats/nms-sweep.md). */
final class NmsSweepFile {
  /** The underscore hides it from readers of the folder's Parquet files. */
  static final String NAME = "_nms_sweep.json";

  private NmsSweepFile() {}

  static String json(NmsSweepGrid grid, NmsSweep.Result result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "boxmill-nms-sweep/1");
    root.put("method", grid.nms().method());
    root.put("classAgnostic", grid.nms().classAgnostic());
    root.put("images", result.images());
    root.put("points", result.points());
    try {
      return RunFacts.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("sweep does not serialise", e);
    }
  }
}
