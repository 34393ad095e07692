package dev.boxmill.store;

import dev.boxmill.eval.Curve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@link Curve} as Parquet, a row a recall level (docs/formats/evaluate-parquet.md). */
public final class CurveRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message curves {
            required binary protocol (STRING);
            required int32 category_id;
            required binary name (STRING);
            required double iou;
            required double recall;
            required double precision;
            required double score;
          }
          """);

  private CurveRows() {}

  /**
   * A protocol's curve.
   *
   * @param protocol its id, e.g. "coco"
   * @param curve a class at one IoU threshold
   */
  public record Of(String protocol, Curve curve) {}

  private record Level(Of of, Curve.Point point) {}

  /**
   * Writes curves in the order given.
   *
   * @param curves a row for each of their points
   * @param file must not exist
   * @param configuration of the file system
   * @throws IOException when the file is there already or cannot be written
   */
  public static void write(List<Of> curves, Path file, Configuration configuration)
      throws IOException {
    List<Level> levels = new ArrayList<>();
    for (Of of : curves) {
      for (Curve.Point point : of.curve().points()) {
        levels.add(new Level(of, point));
      }
    }
    ParquetRows.write(
        file,
        configuration,
        SCHEMA,
        levels,
        (level, row) ->
            row.add(level.of().protocol())
                .add(level.of().curve().categoryId())
                .add(level.of().curve().name())
                .add(level.of().curve().iou())
                .add(level.point().recall())
                .add(level.point().precision())
                .add(level.point().score()));
  }
}
