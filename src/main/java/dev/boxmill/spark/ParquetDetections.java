package dev.boxmill.spark;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * Detections in detect's Parquet output. An image is the one whose file_name ends the row's path;
 * rows with an error count as images without detections.
 */
final class ParquetDetections implements DetectionSource {
  private final Dataset<Row> images;
  private final ImageTable table;
  private final Broadcast<ImageNames> names;
  private final List<String> warnings;

  private ParquetDetections(
      Dataset<Row> images, ImageTable table, Broadcast<ImageNames> names, List<String> warnings) {
    this.images = images;
    this.table = table;
    this.names = names;
    this.warnings = warnings;
  }

  /**
   * Opens a folder and checks its rows' paths.
   *
   * @throws UserException when the schema is another, or a path means no image, several, or one
   *     that another row means too
   */
  static ParquetDetections open(SparkSession spark, String folder, ImageTable table) {
    Dataset<Row> rows;
    try {
      rows = spark.read().parquet(folder);
    } catch (Exception e) { // Scala throws the checked AnalysisException without saying so
      throw new UserException(
          "--detections " + folder + ": no Parquet files; give detect's output or a JSON file", e);
    }
    StructType schema = ImageDetectionsCodec.schema();
    for (StructField field : schema.fields()) {
      boolean same =
          List.of(rows.schema().fieldNames()).contains(field.name())
              && rows.schema()
                  .apply(field.name())
                  .dataType()
                  .catalogString()
                  .equals(field.dataType().catalogString());
      if (!same) {
        throw new UserException(
            "--detections "
                + folder
                + ": column '"
                + field.name()
                + "' is missing or not "
                + field.dataType().catalogString()
                + "; give detect's output");
      }
    }
    Broadcast<ImageNames> names =
        spark
            .sparkContext()
            .broadcast(new ImageNames(table), ClassTag$.MODULE$.apply(ImageNames.class));
    Column[] columns =
        List.of(schema.fieldNames()).stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> images = rows.select(columns);
    return new ParquetDetections(images, table, names, check(folder, images, table, names));
  }

  private static List<String> check(
      String folder, Dataset<Row> images, ImageTable table, Broadcast<ImageNames> names) {
    BitSet seen = new BitSet();
    long errors = 0;
    long unknown = 0;
    List<String> unknownPaths = new ArrayList<>();
    List<PathCheck> parts =
        images
            .select("path", "error")
            .mapPartitions(PathCheck.of(names), Encoders.row(PathCheck.Codec.schema()))
            .collectAsList()
            .stream()
            .map(PathCheck.Codec::decode)
            .toList();
    for (PathCheck part : parts) {
      errors += part.errors();
      unknown += part.unknown();
      unknownPaths.addAll(part.unknownPaths());
      for (String path : part.ambiguousPaths()) {
        throw new UserException(
            "--detections "
                + folder
                + ": path "
                + path
                + " fits several images of the ground truth; give them distinct file_name values");
      }
      for (int image : part.images()) {
        if (seen.get(image)) {
          throw new UserException(
              "--detections "
                  + folder
                  + ": two rows mean image id "
                  + table.id(image)
                  + " ("
                  + table.fileName(image)
                  + "); detect each image once");
        }
        seen.set(image);
      }
    }
    if (unknown > 0) {
      throw new UserException(
          "--detections "
              + folder
              + ": "
              + unknown
              + " rows of images that the ground truth does not name, first "
              + String.join(", ", unknownPaths.stream().sorted().limit(PathCheck.SHOWN).toList())
              + "; a path must end with an image's file_name");
    }
    List<String> warnings = new ArrayList<>();
    if (errors > 0) {
      warnings.add(errors + " images could not be read by detect and count as without detections");
    }
    int absent = table.size() - seen.cardinality();
    if (absent > 0) {
      warnings.add(
          absent
              + " of "
              + table.size()
              + " images of the ground truth were not detected on and count as without detections");
    }
    return warnings;
  }

  @Override
  public Dataset<Row> blocks() {
    return read(Set.of());
  }

  @Override
  public DetectionSource careful() {
    throw new UnsupportedOperationException("Parquet has one way to be read");
  }

  @Override
  public DetectionTable select(List<Long> imageIds) {
    List<DetectionTable> tables = new ArrayList<>();
    for (Row row : read(Set.copyOf(imageIds)).collectAsList()) {
      tables.add(DetectionBlockCodec.decode(row));
    }
    return DetectionTable.concat(tables);
  }

  private Dataset<Row> read(Set<Long> only) {
    Broadcast<ImageNames> shared = names;
    MapPartitionsFunction<Row, Row> toBlocks = rows -> new ImageRows(rows, shared.value(), only);
    return images.mapPartitions(toBlocks, Encoders.row(DetectionBlockCodec.schema()));
  }

  @Override
  public Map<Long, String> paths(List<Long> imageIds) {
    Map<Long, String> paths = new TreeMap<>();
    Set<Long> wanted = Set.copyOf(imageIds);
    Broadcast<ImageNames> shared = names;
    FilterFunction<String> means =
        path -> {
          int index = shared.value().find(path);
          return index >= 0 && wanted.contains(shared.value().images().id(index));
        };
    Dataset<String> found = images.select("path").as(Encoders.STRING()).filter(means);
    for (String path : found.collectAsList()) {
      paths.put(table.id(names.value().find(path)), path);
    }
    return paths;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }
}
