package dev.boxmill.store;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** What a Parquet file's footer tells without its rows. */
public final class ParquetFooters {
  private ParquetFooters() {}

  /**
   * Whether a column has any value that is not null.
   *
   * @param file open; no row is read
   * @param column a column of rows
   * @param field the value in it, however deep; the column's own name where it has no fields
   * @return true also where the footer does not count nulls; false where there is no such column
   */
  public static boolean hasValues(ParquetFileReader file, String column, String field) {
    return file.getFooter().getBlocks().stream()
        .flatMap(block -> block.getColumns().stream())
        .anyMatch(chunk -> is(chunk, column, field) && hasValues(chunk));
  }

  private static boolean is(ColumnChunkMetaData chunk, String column, String field) {
    String[] path = chunk.getPath().toArray();
    return path[0].equals(column) && path[path.length - 1].equals(field);
  }

  private static boolean hasValues(ColumnChunkMetaData chunk) {
    Statistics<?> statistics = chunk.getStatistics();
    return statistics == null
        || !statistics.isNumNullsSet()
        || statistics.getNumNulls() < chunk.getValueCount();
  }
}
