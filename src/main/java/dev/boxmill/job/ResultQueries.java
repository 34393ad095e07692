package dev.boxmill.job;

import dev.boxmill.report.QueryResult;
import dev.boxmill.report.QuerySlots;
import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.example.data.Group;

/** Where the boxes of each query lie, out of detect's output (docs/formats). */
final class ResultQueries {
  private static final String QUERY = "query";

  private ResultQueries() {}

  /** Reads a folder of detections; null where they carry no queries. */
  static QueryResult read(Path folder) {
    if (!ParquetFolder.hasValues(folder, "detections", QUERY)) {
      return null;
    }
    QuerySlots slots = new QuerySlots();
    ParquetFolder.read(
        folder, Set.of("path", "width", "height", "detections"), row -> add(row, slots));
    return slots.result();
  }

  private static void add(Group row, QuerySlots slots) {
    int width = row.getInteger("width", 0);
    int height = row.getInteger("height", 0);
    if (width <= 0 || height <= 0 || row.getFieldRepetitionCount("detections") == 0) {
      return;
    }
    long image = row.getString("path", 0).hashCode();
    Group boxes = row.getGroup("detections", 0);
    boolean any = false;
    for (int i = 0; i < boxes.getFieldRepetitionCount("list"); i++) {
      Group box = boxes.getGroup("list", i).getGroup("element", 0);
      if (box.getFieldRepetitionCount(QUERY) > 0) {
        any = true;
        slots.add(
            box.getInteger(QUERY, 0),
            image,
            box.getDouble("x", 0),
            box.getDouble("y", 0),
            box.getDouble("w", 0),
            box.getDouble("h", 0),
            width,
            height);
      }
    }
    if (any) {
      slots.image();
    }
  }
}
