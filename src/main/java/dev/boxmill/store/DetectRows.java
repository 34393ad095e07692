package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Reads the columns of detect's output that evaluate needs. */
final class DetectRows {
  /** The numbers of a detection, in the order of {@link DetectRow}. */
  static final List<String> VALUES = List.of("x", "y", "w", "h", "score");

  static final String DETECTIONS = "detections";

  /** The column of what the settings of a sweep of NMS keep. */
  static final String SWEPT = "nms_sweep";

  private DetectRows() {}

  /**
   * Hands on every row of a part.
   *
   * @param boxes the column of boxes that is wanted; null for paths and errors alone
   * @param setting bit of the sweep's setting whose boxes are wanted; 0 for the detections
   * @throws UserException when the file is not detect's output
   */
  static void read(
      DetectOutput.Part part,
      Configuration configuration,
      String boxes,
      long setting,
      Consumer<DetectRow> sink)
      throws IOException {
    Path path = new Path(part.file());
    ParquetReadOptions options =
        HadoopReadOptions.builder(configuration, path).withRange(part.start(), part.end()).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), options)) {
      MessageType file = reader.getFileMetaData().getSchema();
      MessageType wanted = columns(part.file(), file, boxes);
      reader.setRequestedSchema(wanted);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(wanted, file);
      DetectRow row = new DetectRow(wanted, setting);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<DetectRow> rows =
            columns.getRecordReader(pages, new RowParts.Same<>(row, row));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.read();
          sink.accept(row);
        }
      }
    } catch (RuntimeException e) {
      throw unreadable(part.file(), e);
    }
  }

  /**
   * Looks at a file's schema.
   *
   * @param shown what messages call it
   * @throws UserException when it is not detect's
   */
  static void verify(String shown, Path path, Configuration configuration) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
      columns(shown, reader.getFileMetaData().getSchema(), DETECTIONS);
    } catch (RuntimeException e) {
      throw unreadable(shown, e);
    }
  }

  /** Parquet has no exception of its own for a file that is none, or is broken. */
  private static UserException unreadable(String file, RuntimeException e) {
    if (e instanceof UserException known) {
      return known;
    }
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UserException("--detections " + file + ": no readable Parquet (" + reason + ")", e);
  }

  static MessageType columns(String file, MessageType schema, String boxes) {
    List<Type> fields = new ArrayList<>();
    fields.add(find(file, schema, "path", PrimitiveTypeName.BINARY, "string"));
    fields.add(find(file, schema, "error", PrimitiveTypeName.BINARY, "string"));
    if (boxes == null) {
      return new MessageType(schema.getName(), fields);
    }
    GroupType list = list(file, schema, boxes);
    GroupType element = list.getType(0).asGroupType().getType(0).asGroupType();
    List<Type> values = new ArrayList<>();
    values.add(find(file, element, "category_id", PrimitiveTypeName.INT32, "int"));
    for (String value : VALUES) {
      values.add(find(file, element, value, PrimitiveTypeName.DOUBLE, "double"));
    }
    if (boxes.equals(SWEPT)) {
      values.add(find(file, element, "settings", PrimitiveTypeName.INT64, "long"));
    }
    GroupType middle = list.getType(0).asGroupType();
    fields.add(list.withNewFields(middle.withNewFields(element.withNewFields(values))));
    return new MessageType(schema.getName(), fields);
  }

  private static GroupType list(String file, MessageType schema, String column) {
    if (schema.containsField(column)
        && schema.getType(column) instanceof GroupType outer
        && outer.getType(0) instanceof GroupType middle
        && middle.getFieldCount() == 1
        && middle.getType(0) instanceof GroupType) {
      return outer;
    }
    throw wrong(file, column, "a list of structures");
  }

  private static Type find(
      String file, GroupType in, String name, PrimitiveTypeName kind, String word) {
    if (in.containsField(name)
        && in.getType(name).isPrimitive()
        && in.getType(name).asPrimitiveType().getPrimitiveTypeName() == kind) {
      return in.getType(name);
    }
    throw wrong(file, name, word);
  }

  private static UserException wrong(String file, String column, String word) {
    return new UserException(
        "--detections "
            + file
            + ": column '"
            + column
            + "' is missing or not "
            + word
            + "; give detect's output");
  }
}
