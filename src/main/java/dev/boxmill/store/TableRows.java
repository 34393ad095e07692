package dev.boxmill.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.GroupType;

/** Small Parquet files as text: a header, then rows; null is the empty string. */
public final class TableRows {
  private TableRows() {}

  /**
   * {@return the column names, then the rows; lists, structures and nulls are the empty string}
   *
   * @param file Parquet that fits in memory
   * @param configuration of the file system
   * @throws IOException when it is no Parquet, or has no rows
   */
  public static List<List<String>> read(Path file, Configuration configuration) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        GroupType type = row.getType();
        if (rows.isEmpty()) {
          rows.add(type.getFields().stream().map(f -> f.getName()).toList());
        }
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < type.getFieldCount(); c++) {
          boolean text = type.getType(c).isPrimitive() && row.getFieldRepetitionCount(c) > 0;
          cells.add(text ? row.getValueToString(c, 0) : "");
        }
        rows.add(cells);
      }
    } catch (RuntimeException e) {
      // Parquet's decoders have no exception of their own.
      throw new IOException(e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException("it has no rows");
    }
    return rows;
  }
}
