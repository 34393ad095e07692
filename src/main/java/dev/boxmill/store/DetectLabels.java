package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/** Reads which classes occur in detect's output: ids and labels, two columns side by side. */
final class DetectLabels {
  private static final String LABEL = "label";

  private DetectLabels() {}

  /**
   * Adds the labels of a part, by category id.
   *
   * @throws UserException when there is no column of labels, or an id has two
   */
  static void read(DetectOutput.Part part, Configuration configuration, Map<Integer, String> to)
      throws IOException {
    Path path = new Path(part.file());
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(path, configuration),
            HadoopReadOptions.builder(configuration, path)
                .withRange(part.start(), part.end())
                .build())) {
      MessageType file = reader.getFileMetaData().getSchema();
      MessageType wanted = columns(part.file(), file);
      String createdBy = reader.getFileMetaData().getCreatedBy();
      reader.setRequestedSchema(wanted);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        ColumnReadStoreImpl columns =
            new ColumnReadStoreImpl(
                pages, new DummyRecordConverter(wanted).getRootConverter(), wanted, createdBy);
        ColumnDescriptor id = wanted.getColumns().get(0);
        ColumnDescriptor label = wanted.getColumns().get(1);
        add(
            part.file(),
            columns.getColumnReader(id),
            id,
            columns.getColumnReader(label),
            label,
            to);
      }
    }
  }

  private static MessageType columns(String file, MessageType schema) {
    MessageType known = DetectRows.columns(file, schema, DetectRows.Columns.BOXES);
    GroupType list = known.getType("detections").asGroupType();
    GroupType middle = list.getType(0).asGroupType();
    GroupType whole =
        schema
            .getType("detections")
            .asGroupType()
            .getType(0)
            .asGroupType()
            .getType(0)
            .asGroupType();
    if (!whole.containsField(LABEL)) {
      throw new UserException("--detections " + file + ": has no labels; give --detection-classes");
    }
    GroupType element = whole.withNewFields(whole.getType("category_id"), whole.getType(LABEL));
    return new MessageType(schema.getName(), list.withNewFields(middle.withNewFields(element)));
  }

  private static void add(
      String file,
      ColumnReader ids,
      ColumnDescriptor id,
      ColumnReader labels,
      ColumnDescriptor label,
      Map<Integer, String> to) {
    for (long i = 0; i < ids.getTotalValueCount(); i++) {
      boolean there =
          ids.getCurrentDefinitionLevel() == id.getMaxDefinitionLevel()
              && labels.getCurrentDefinitionLevel() == label.getMaxDefinitionLevel();
      if (there) {
        String name = labels.getBinary().toStringUsingUTF8();
        String known = to.putIfAbsent(ids.getInteger(), name);
        if (known != null && !known.equals(name)) {
          throw new UserException(
              "--detections "
                  + file
                  + ": category id "
                  + ids.getInteger()
                  + " is called both "
                  + known
                  + " and "
                  + name
                  + "; give --detection-classes");
        }
      }
      ids.consume();
      labels.consume();
    }
  }
}
