package dev.boxmill.spark;

import dev.boxmill.data.DetectionTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where evaluate's detections come from. */
interface DetectionSource {
  /** Detections that a task gathers before it passes them on: 56 MB. */
  int BATCH = 1_000_000;

  /** All detections, as {@link DetectionBlockCodec} rows. */
  Dataset<Row> blocks();

  /**
   * The same source read in a slower way that takes all valid input; called when {@link #blocks}
   * gave an unreadable row.
   *
   * @throws dev.boxmill.error.UserException when the input is not valid
   */
  DetectionSource careful();

  /** All detections of a few images. */
  DetectionTable select(List<Long> imageIds);

  /** Where a few images lie, by id, as far as known. */
  Map<Long, String> paths(List<Long> imageIds);

  /** What the user should know about the input. */
  List<String> warnings();
}
