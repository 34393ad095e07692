package dev.boxmill.input;

import dev.boxmill.error.UserException;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The columns of a Parquet file that matter.
 *
 * @param path paths or names of images
 * @param bytes encoded images; null where the file only names them
 */
record ParquetColumns(Type path, Type bytes) {
  private static final String[] PATHS = {"path", "file_name"};

  /** As written here, and by Spark's binaryFile. */
  private static final String[] BYTES = {"bytes", "content"};

  /**
   * Finds them.
   *
   * @throws UserException when there is no column of paths
   */
  static ParquetColumns of(MessageType schema, String file) {
    Type path = find(schema, true, PATHS);
    if (path == null) {
      throw new UserException(
          file + ": no text column 'path' or 'file_name'; beside it 'bytes' may hold the images");
    }
    return new ParquetColumns(path, find(schema, false, BYTES));
  }

  private static Type find(MessageType schema, boolean text, String... names) {
    for (String name : names) {
      if (schema.containsField(name) && fits(schema.getType(name), text)) {
        return schema.getType(name);
      }
    }
    return null;
  }

  private static boolean fits(Type type, boolean text) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && text
            == type.getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation;
  }
}
