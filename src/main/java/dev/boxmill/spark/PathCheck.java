package dev.boxmill.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What one task found out about the paths of detect's rows.
 *
 * @param images indexes of the images that the paths mean
 * @param errors rows with an error
 * @param unknown rows without an error whose path means no image
 * @param unknownPaths the first few of them by name
 * @param ambiguousPaths the first few paths that mean several images
 */
record PathCheck(
    List<Integer> images,
    long errors,
    long unknown,
    List<String> unknownPaths,
    List<String> ambiguousPaths) {
  /** Examples that a message shows. */
  static final int SHOWN = 5;

  PathCheck {
    images = List.copyOf(images);
    unknownPaths = first(unknownPaths);
    ambiguousPaths = first(ambiguousPaths);
  }

  private static List<String> first(List<String> paths) {
    return paths.stream().sorted().limit(SHOWN).toList();
  }

  /** {@link PathCheck} as rows. */
  static final class Codec {
    private static final StructType SCHEMA =
        new StructType()
            .add("images", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("errors", DataTypes.LongType, false)
            .add("unknown", DataTypes.LongType, false)
            .add("unknown_paths", DataTypes.createArrayType(DataTypes.StringType, false), false)
            .add("ambiguous_paths", DataTypes.createArrayType(DataTypes.StringType, false), false);

    private Codec() {}

    static StructType schema() {
      return SCHEMA;
    }

    static Row encode(PathCheck check) {
      return RowFactory.create(
          CollectionConverters.asScala(check.images()).toSeq(),
          check.errors(),
          check.unknown(),
          CollectionConverters.asScala(check.unknownPaths()).toSeq(),
          CollectionConverters.asScala(check.ambiguousPaths()).toSeq());
    }

    static PathCheck decode(Row row) {
      return new PathCheck(
          row.getList(0), row.getLong(1), row.getLong(2), row.getList(3), row.getList(4));
    }
  }

  /** Checks rows of path and error; gives one row a partition. */
  static MapPartitionsFunction<Row, Row> of(Broadcast<ImageNames> names) {
    return rows -> {
      List<Integer> images = new ArrayList<>();
      List<String> unknownPaths = new ArrayList<>();
      List<String> ambiguousPaths = new ArrayList<>();
      long errors = 0;
      long unknown = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        int image = names.value().find(row.getString(0));
        boolean failed = !row.isNullAt(1);
        errors += failed ? 1 : 0;
        if (image >= 0) {
          images.add(image);
        } else if (image == ImageNames.AMBIGUOUS && ambiguousPaths.size() < SHOWN) {
          ambiguousPaths.add(row.getString(0));
        } else if (image == ImageNames.UNKNOWN && !failed) {
          unknown++;
          if (unknownPaths.size() < SHOWN) {
            unknownPaths.add(row.getString(0));
          }
        }
      }
      PathCheck check = new PathCheck(images, errors, unknown, unknownPaths, ambiguousPaths);
      return List.of(Codec.encode(check)).iterator();
    };
  }
}
