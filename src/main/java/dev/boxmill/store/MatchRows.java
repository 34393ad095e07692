package dev.boxmill.store;

import dev.boxmill.eval.Match;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@link Match} as Parquet (docs/formats/evaluate-parquet.md). */
public final class MatchRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message matches {
            required int64 image_id;
            required int32 category_id;
            required binary outcome (STRING);
            required double score;
            required double x;
            required double y;
            required double w;
            required double h;
            required int64 ground_truth_id;
            required double iou;
          }
          """);

  private MatchRows() {}

  /**
   * Writes matches in the order given.
   *
   * @param matches each a row; gone through once
   * @param file must not exist
   * @param configuration of the file system
   * @throws IOException when the file is there already or cannot be written
   */
  public static void write(Iterable<Match> matches, Path file, Configuration configuration)
      throws IOException {
    ParquetRows.write(
        file,
        configuration,
        SCHEMA,
        matches,
        (m, row) -> {
          row.add(m.imageId()).add(m.categoryId()).add(m.outcome()).add(m.score());
          row.add(m.x()).add(m.y()).add(m.w()).add(m.h());
          row.add(m.groundTruthId()).add(m.iou());
        });
  }
}
