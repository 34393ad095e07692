package dev.boxmill.spark;

import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.Storage;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Listed images as rows: Kryo, which a cluster may have configured, cannot take records. */
final class ImageEntryCodec {
  private ImageEntryCodec() {}

  static Row encode(ImageEntry image) {
    boolean file = image.storage() == Storage.FILE;
    return RowFactory.create(
        image.path(),
        image.storage().name(),
        file ? null : image.container(),
        image.position(),
        image.length(),
        image.weight(),
        image.extra());
  }

  static ImageEntry decode(Row row) {
    return new ImageEntry(
        row.getString(0),
        Storage.valueOf(row.getString(1)),
        row.isNullAt(2) ? row.getString(0) : row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }
}
