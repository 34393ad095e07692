package dev.boxmill.store;

import dev.boxmill.eval.Example;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@link Example} as Parquet, a row an image (docs/formats/evaluate-parquet.md). */
public final class ExampleRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message examples {
            required int64 image_id;
            required binary path (STRING);
            required int32 width;
            required int32 height;
            required group ground_truths (LIST) {
              repeated group list {
                required group element {
                  required int32 category_id;
                  required binary label (STRING);
                  required double x;
                  required double y;
                  required double w;
                  required double h;
                  required boolean crowd;
                  required boolean matched;
                }
              }
            }
            required group detections (LIST) {
              repeated group list {
                required group element {
                  required int32 category_id;
                  required binary label (STRING);
                  required double score;
                  required double x;
                  required double y;
                  required double w;
                  required double h;
                  required boolean matched;
                }
              }
            }
          }
          """);

  private ExampleRows() {}

  /**
   * Writes images in the order given.
   *
   * @param examples each a row
   * @param file must not exist
   * @param configuration of the file system
   * @throws IOException when the file is there already or cannot be written
   */
  public static void write(List<Example> examples, Path file, Configuration configuration)
      throws IOException {
    ParquetRows.write(file, configuration, SCHEMA, examples, ExampleRows::image);
  }

  private static void image(Example example, RowWriter row) {
    row.add(example.imageId())
        .add(example.path())
        .add(example.width())
        .add(example.height())
        .add(example.groundTruths(), ExampleRows::truth)
        .add(example.detections(), ExampleRows::detection);
  }

  private static void truth(Example.TruthMark t, RowWriter row) {
    row.add(t.categoryId()).add(t.label()).add(t.x()).add(t.y()).add(t.w()).add(t.h());
    row.add(t.crowd()).add(t.matched());
  }

  private static void detection(Example.DetectionMark d, RowWriter row) {
    row.add(d.categoryId()).add(d.label()).add(d.score());
    row.add(d.x()).add(d.y()).add(d.w()).add(d.h()).add(d.matched());
  }
}
