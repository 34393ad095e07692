package dev.boxmill.store;

import dev.boxmill.audit.ImageLoss;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.data.ImageTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@link ImageLoss} as Parquet, a row an image (docs/formats/audit-parquet.md). */
public final class ImageLossRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message images {
            required int64 image_id;
            required binary file_name (STRING);
            required double loss;
            required double class_loss;
            required double l1_loss;
            required double giou_loss;
            required double stray_loss;
            required group objects (LIST) {
              repeated group list {
                required group element {
                  required int64 object_id;
                  required double loss;
                }
              }
            }
          }
          """);

  private record ObjectLoss(long id, double loss) {}

  private ImageLossRows() {}

  /**
   * Writes losses in the order given.
   *
   * @param losses images by their index in the labels
   * @param labels the annotations that were judged
   * @param file must not exist
   * @param configuration of the file system
   * @throws IOException when the file is there already or cannot be written
   */
  public static void write(
      List<ImageLoss> losses, LabelIndex labels, Path file, Configuration configuration)
      throws IOException {
    ImageTable images = labels.annotations().images();
    ParquetRows.write(
        file,
        configuration,
        SCHEMA,
        losses,
        (loss, row) ->
            row.add(images.id(loss.image()))
                .add(images.fileName(loss.image()))
                .add(loss.total())
                .add(loss.classLoss())
                .add(loss.l1Loss())
                .add(loss.giouLoss())
                .add(loss.strayLoss())
                .add(objects(loss, labels), (o, cells) -> cells.add(o.id()).add(o.loss())));
  }

  private static List<ObjectLoss> objects(ImageLoss loss, LabelIndex labels) {
    long[] ids = labels.judgedIds(loss.image());
    return IntStream.range(0, ids.length)
        .mapToObj(g -> new ObjectLoss(ids[g], loss.objects()[g]))
        .toList();
  }
}
