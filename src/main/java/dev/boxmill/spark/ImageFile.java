package dev.boxmill.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A listed image.
 *
 * @param path local path without scheme, or a URI
 * @param bytes length of the file
 */
public record ImageFile(String path, long bytes) {

  /** Whether reading it means waiting for a network. */
  boolean remote() {
    return !path.startsWith("/");
  }

  /** Travels to tasks as a Row: Kryo, which a cluster may have configured, cannot take records. */
  Row encode() {
    return RowFactory.create(path, bytes);
  }

  static ImageFile decode(Row row) {
    return new ImageFile(row.getString(0), row.getLong(1));
  }
}
