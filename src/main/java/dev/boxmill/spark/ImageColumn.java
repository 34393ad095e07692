package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.ErrorReason;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.RawPixels;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A column of images: encoded bytes, paths, or structs of Spark's image data source. */
final class ImageColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the column's values are. */
  private enum Kind {
    BYTES,
    PATH,
    PIXELS
  }

  private final int index;
  private final Kind kind;

  private ImageColumn(int index, Kind kind) {
    this.index = index;
    this.kind = kind;
  }

  /**
   * Finds it.
   *
   * @throws UserException when there is none, or it holds something else
   */
  static ImageColumn of(StructType schema, String name) {
    int index = schema.getFieldIndex(name).isDefined() ? schema.fieldIndex(name) : -1;
    if (index < 0) {
      throw new UserException(
          "inputCol '"
              + name
              + "': no such column; there are "
              + String.join(", ", schema.fieldNames()));
    }
    DataType type = schema.fields()[index].dataType();
    if (type.equals(DataTypes.BinaryType)) {
      return new ImageColumn(index, Kind.BYTES);
    }
    if (type.equals(DataTypes.StringType)) {
      return new ImageColumn(index, Kind.PATH);
    }
    if (type instanceof StructType struct && isImage(struct)) {
      return new ImageColumn(index, Kind.PIXELS);
    }
    throw new UserException(
        "inputCol '"
            + name
            + "': is "
            + type.catalogString()
            + "; give encoded bytes (binary), paths (string) or Spark's image struct");
  }

  private static boolean isImage(StructType struct) {
    return String.join(" ", struct.fieldNames()).equals("origin height width nChannels mode data");
  }

  /** A row's image; what is wrong with it shows when it is fetched. */
  ImageSource image(Row row, DecodeOptions options, Configuration configuration) {
    if (row.isNullAt(index)) {
      return new Held(null);
    }
    return switch (kind) {
      case BYTES -> new Held(row.getAs(index));
      case PATH -> file(row.getString(index), options, configuration);
      case PIXELS -> new Pixels(row.getStruct(index));
    };
  }

  private static ImageSource file(String path, DecodeOptions options, Configuration hadoop) {
    // Spark's own sources write file:/a or file:///a for local files.
    String plain = path.replaceFirst("^file:/+", "/");
    return new EntryReader(options, hadoop).open(ImageEntry.file(plain, -1));
  }

  private record Held(byte[] bytes) implements ImageSource {
    @Override
    public String path() {
      return "";
    }

    @Override
    public byte[] fetch() throws IOException, UnreadableImageException {
      if (bytes == null) {
        throw new UnreadableImageException(ErrorReason.EMPTY, "null");
      }
      return bytes;
    }
  }

  private record Pixels(Row image) implements ImageSource {
    @Override
    public String path() {
      return "";
    }

    @Override
    public byte[] fetch() throws IOException, UnreadableImageException {
      if (image.isNullAt(5)) {
        throw new UnreadableImageException(ErrorReason.EMPTY, "null");
      }
      return RawPixels.bmp(image.getInt(2), image.getInt(1), image.getInt(4), image.getAs(5));
    }
  }
}
