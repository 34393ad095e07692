package dev.boxmill.store;

import java.io.IOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Parquet files written row by row, without Spark. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * Writes a file, compressed with Zstandard.
   *
   * @param <T> what a row is made of
   * @param file must not exist
   * @param configuration of the file system
   * @param schema of the file
   * @param rows gone through once, in this order
   * @param encode gives a row's columns in the schema's order
   * @throws IOException when the file is there already or cannot be written
   */
  public static <T> void write(
      Path file,
      Configuration configuration,
      MessageType schema,
      Iterable<T> rows,
      BiConsumer<T, RowWriter> encode)
      throws IOException {
    HadoopOutputFile to = HadoopOutputFile.fromPath(file, configuration);
    write(new Builder<T>(to, schema, Map.of(), encode).withConf(configuration), rows);
  }

  /**
   * The same to any output.
   *
   * @param notes key-value metadata of the file
   */
  static <T> void write(
      OutputFile to,
      MessageType schema,
      Map<String, String> notes,
      Iterable<T> rows,
      BiConsumer<T, RowWriter> encode)
      throws IOException {
    // Parquet would otherwise read Hadoop's defaults anew for every file.
    Configuration none = new Configuration(false);
    write(new Builder<T>(to, schema, notes, encode).withConf(none), rows);
  }

  private static <T> void write(Builder<T> builder, Iterable<T> rows) throws IOException {
    try (ParquetWriter<T> writer =
        builder
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.CREATE)
            .build()) {
      for (T row : rows) {
        writer.write(row);
      }
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final MessageType schema;
    private final Map<String, String> notes;
    private final BiConsumer<T, RowWriter> encode;

    Builder(
        OutputFile file,
        MessageType schema,
        Map<String, String> notes,
        BiConsumer<T, RowWriter> encode) {
      super(file);
      this.schema = schema;
      this.notes = notes;
      this.encode = encode;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new Support<>(schema, notes, encode);
    }
  }

  private static final class Support<T> extends WriteSupport<T> {
    private final MessageType schema;
    private final Map<String, String> notes;
    private final BiConsumer<T, RowWriter> encode;
    private RecordConsumer to;

    Support(MessageType schema, Map<String, String> notes, BiConsumer<T, RowWriter> encode) {
      this.schema = schema;
      this.notes = notes;
      this.encode = encode;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, notes);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      to = consumer;
    }

    @Override
    public void write(T row) {
      to.startMessage();
      encode.accept(row, new RowWriter(to, schema));
      to.endMessage();
    }
  }
}
