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
   * What is read beside paths and errors.
   *
   * @param boxes categories, boxes and scores
   * @param models which model found each
   * @param masks the pixels of each, and the images' sizes
   * @param setting bit of the sweep's setting whose boxes these are; 0 for the detections
   */
  record Columns(boolean boxes, boolean models, boolean masks, long setting) {
    static final Columns PATHS = new Columns(false, false, false, 0);
    static final Columns MODELS = new Columns(false, true, false, 0);
    static final Columns BOXES = new Columns(true, false, false, 0);

    boolean detections() {
      return boxes || models || masks;
    }

    String list() {
      return setting == 0 ? DETECTIONS : SWEPT;
    }
  }

  /**
   * Hands on every row of a part.
   *
   * @param onlyModel whose detections count; null for all
   * @param first gets the row, which is always the same, before any is read
   * @throws UserException when the file is not detect's output
   */
  static void read(
      DetectOutput.Part part,
      Configuration configuration,
      Columns wantedColumns,
      String onlyModel,
      Consumer<DetectRow> first,
      Consumer<DetectRow> sink)
      throws IOException {
    Path path = new Path(part.file());
    ParquetReadOptions options =
        HadoopReadOptions.builder(configuration, path).withRange(part.start(), part.end()).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), options)) {
      MessageType file = reader.getFileMetaData().getSchema();
      MessageType wanted = columns(part.file(), file, wantedColumns);
      reader.setRequestedSchema(wanted);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(wanted, file);
      DetectRow row = new DetectRow(wanted, onlyModel, wantedColumns.setting());
      first.accept(row);
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
   * @throws UserException when it is not detect's, or lacks a column
   */
  static void verify(String shown, Path path, Columns wanted, Configuration configuration)
      throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
      columns(shown, reader.getFileMetaData().getSchema(), wanted);
      boolean found = ParquetFooters.hasValues(reader, DETECTIONS, "score");
      if (wanted.masks() && found && !ParquetFooters.hasValues(reader, DETECTIONS, "mask")) {
        throw wrong(shown, "mask", "filled: run detect with --masks");
      }
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

  static MessageType columns(String file, MessageType schema, Columns wanted) {
    List<Type> fields = new ArrayList<>();
    fields.add(find(file, schema, "path", PrimitiveTypeName.BINARY, "string"));
    fields.add(find(file, schema, "error", PrimitiveTypeName.BINARY, "string"));
    // Looked at also where it is not read: a file without detections is none of detect's.
    GroupType list = list(file, schema, wanted.list());
    GroupType element = list.getType(0).asGroupType().getType(0).asGroupType();
    List<Type> values = new ArrayList<>();
    values.add(find(file, element, "category_id", PrimitiveTypeName.INT32, "int"));
    for (String value : VALUES) {
      values.add(find(file, element, value, PrimitiveTypeName.DOUBLE, "double"));
    }
    if (!wanted.boxes()) {
      values.subList(1, values.size()).clear();
    }
    if (wanted.models() && element.containsField("model")) {
      values.add(find(file, element, "model", PrimitiveTypeName.BINARY, "string"));
    }
    if (wanted.masks()) {
      fields.add(find(file, schema, "width", PrimitiveTypeName.INT32, "int"));
      fields.add(find(file, schema, "height", PrimitiveTypeName.INT32, "int"));
      values.add(find(file, element, "mask", PrimitiveTypeName.BINARY, "string"));
    }
    if (wanted.setting() != 0) {
      values.add(find(file, element, "settings", PrimitiveTypeName.INT64, "long"));
    }
    if (wanted.detections()) {
      GroupType middle = list.getType(0).asGroupType();
      fields.add(list.withNewFields(middle.withNewFields(element.withNewFields(values))));
    }
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
