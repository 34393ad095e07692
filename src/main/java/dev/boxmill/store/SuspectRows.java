package dev.boxmill.store;

import dev.boxmill.audit.Suspect;
import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@link Suspect} as Parquet, a row a suspect (docs/formats/audit-parquet.md). */
public final class SuspectRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message suspects {
            required int32 rank;
            required binary kind (STRING);
            required double confidence;
            required int64 image_id;
            required binary file_name (STRING);
            required int32 width;
            required int32 height;
            required int64 object_id;
            required int32 category_id;
            optional binary label (STRING);
            optional double x;
            optional double y;
            optional double w;
            optional double h;
            required int32 suggested_category_id;
            optional binary suggested_label (STRING);
            optional double suggested_x;
            optional double suggested_y;
            optional double suggested_w;
            optional double suggested_h;
            required double score;
            required int32 models;
            required double iou;
            required int64 twin_id;
          }
          """);

  private record Ranked(int rank, Suspect suspect) {}

  private SuspectRows() {}

  /**
   * Writes suspects in the order given.
   *
   * @param suspects ranked 1, 2, ... in the file
   * @param all has their images; gives names of files and classes
   * @param file must not exist
   * @param configuration of the file system
   * @throws IOException when the file is there already or cannot be written
   */
  public static void write(
      List<Suspect> suspects, Annotations all, Path file, Configuration configuration)
      throws IOException {
    List<Ranked> rows =
        java.util.stream.IntStream.range(0, suspects.size())
            .mapToObj(i -> new Ranked(i + 1, suspects.get(i)))
            .toList();
    ParquetRows.write(
        file, configuration, SCHEMA, rows, (r, row) -> row(r.rank(), r.suspect(), all, row));
  }

  private static void row(int rank, Suspect s, Annotations all, RowWriter row) {
    var image = all.images().image(all.images().indexOf(s.imageId()));
    row.add(rank).add(s.kind().id()).add(s.confidence()).add(s.imageId());
    row.add(image.fileName()).add(image.width()).add(image.height());
    row.add(s.objectId()).add(s.categoryId()).add(name(s.categoryId(), all));
    box(s.label(), row);
    row.add(s.suggestedCategoryId()).add(name(s.suggestedCategoryId(), all));
    box(s.suggested(), row);
    row.add(s.score()).add(s.models()).add(s.iou()).add(s.twinId());
  }

  private static String name(int categoryId, Annotations all) {
    int index = all.categoryIndex(categoryId);
    return index < 0 ? null : all.categories().get(index).name();
  }

  private static void box(Box b, RowWriter row) {
    row.addOptional(b == null ? null : b.x()).addOptional(b == null ? null : b.y());
    row.addOptional(b == null ? null : b.w()).addOptional(b == null ? null : b.h());
  }
}
