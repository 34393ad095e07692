package dev.boxmill.input;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One column of a Parquet file, row after row; a row group is in memory at a time. */
final class ParquetCursor implements RecordCursor {
  private final ParquetFileReader reader;
  private MessageType schema;
  private PageReadStore pages;
  private RecordReader<Group> records;
  private long group = -1;
  private long next;

  ParquetCursor(Path path, Configuration configuration) throws IOException {
    reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration));
  }

  ParquetMetadata footer() {
    return reader.getFooter();
  }

  MessageType schema() {
    return reader.getFooter().getFileMetaData().getSchema();
  }

  /** Chooses the column that {@link #read} gives. */
  ParquetCursor column(Type column) {
    schema = new MessageType(schema().getName(), column);
    reader.setRequestedSchema(schema);
    group = -1;
    return this;
  }

  @Override
  public byte[] read(ImageEntry entry) throws IOException {
    return read(entry.position(), entry.extra());
  }

  /** A cell; null where it is null. Rows ascending within a group are read in one pass. */
  byte[] read(long rowGroup, long row) throws IOException {
    try {
      if (rowGroup != group || row < next) {
        load(rowGroup);
      }
      Group record = null;
      for (; next <= row; next++) {
        record = records.read();
      }
      return record.getFieldRepetitionCount(0) == 0 ? null : record.getBinary(0, 0).getBytes();
    } catch (ParquetRuntimeException e) {
      throw new IOException("damaged Parquet file: " + e.getMessage(), e);
    }
  }

  private void load(long rowGroup) throws IOException {
    release();
    pages = reader.readRowGroup((int) rowGroup);
    records =
        new ColumnIOFactory()
            .getColumnIO(schema)
            .getRecordReader(pages, new GroupRecordConverter(schema));
    group = rowGroup;
    next = 0;
  }

  private void release() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }

  @Override
  public void close() throws IOException {
    release();
    reader.close();
  }
}
