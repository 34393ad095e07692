package dev.boxmill.spark;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import dev.boxmill.format.CocoResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Detections in a COCO result file. Tasks read parts of it, each a range of bytes. */
final class JsonDetections implements DetectionSource {
  /** Smaller parts are not worth a task. */
  private static final long SMALLEST_PART = 4L << 20;

  private static final long LARGEST_PART = 64L << 20;

  private final SparkSession spark;
  private final String file;
  private final SerializableConfiguration configuration;
  private final long length;
  private final boolean careful;

  JsonDetections(SparkSession spark, String file) {
    this(
        spark,
        file,
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
        false);
  }

  private JsonDetections(
      SparkSession spark, String file, SerializableConfiguration configuration, boolean careful) {
    this.spark = spark;
    this.file = file;
    this.configuration = configuration;
    this.careful = careful;
    try {
      this.length = new HadoopSource(file, configuration.value()).length();
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read (" + e + "); check path and rights", e);
    }
  }

  @Override
  public Dataset<Row> blocks() {
    return read(Set.of());
  }

  @Override
  public DetectionSource careful() {
    // Here, not in a task, so that a mistake reaches the user as one line. Keeps nothing.
    CocoResults.readCarefully(new HadoopSource(file, configuration.value()), table -> {});
    return new JsonDetections(spark, file, configuration, true);
  }

  @Override
  public DetectionTable select(List<Long> imageIds) {
    List<DetectionTable> tables = new ArrayList<>();
    for (Row row : read(Set.copyOf(imageIds)).collectAsList()) {
      tables.add(DetectionBlockCodec.decode(row));
    }
    return DetectionTable.concat(tables);
  }

  @Override
  public Map<Long, String> paths(List<Long> imageIds) {
    return Map.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  /**
   * @param only the images wanted; empty for all
   */
  private Dataset<Row> read(Set<Long> only) {
    int cores = Math.max(1, spark.sparkContext().defaultParallelism());
    long part = Math.max(SMALLEST_PART, Math.min(LARGEST_PART, length / (2L * cores) + 1));
    int parts = careful ? 1 : (int) Math.max(1, (length + part - 1) / part);
    return spark
        .range(0, parts, 1, parts)
        .mapPartitions(
            new ReadParts(file, configuration, part, careful, only),
            Encoders.row(DetectionBlockCodec.schema()));
  }

  /** Reads the parts with the given numbers. */
  private record ReadParts(
      String file,
      SerializableConfiguration configuration,
      long part,
      boolean careful,
      Set<Long> only)
      implements MapPartitionsFunction<Long, Row> {

    @Override
    public Iterator<Row> call(Iterator<Long> numbers) throws IOException {
      HadoopSource source = new HadoopSource(file, configuration.value());
      Batches batches = new Batches(only);
      while (numbers.hasNext()) {
        long start = numbers.next() * part;
        if (careful) {
          CocoResults.readCarefully(source, batches);
          continue;
        }
        try (InputStream in = source.openAt(start)) {
          if (!CocoResults.readPart(in, start, start + part, batches)) {
            return List.of(DetectionBlockCodec.unreadable()).iterator();
          }
        }
      }
      return batches.rows();
    }
  }

  /** Gathers tables into large batches and those into rows. */
  static final class Batches implements Consumer<DetectionTable> {
    private final Set<Long> only;
    private final List<Row> rows = new ArrayList<>();
    private final DetectionTable.Builder batch = new DetectionTable.Builder();

    Batches(Set<Long> only) {
      this.only = only;
    }

    @Override
    public void accept(DetectionTable table) {
      for (int row = 0; row < table.size(); row++) {
        if (only.isEmpty() || only.contains(table.imageId(row))) {
          batch.add(table, row);
        }
      }
      if (batch.size() >= BATCH) {
        rows.addAll(DetectionBlockCodec.encode(batch.build()));
      }
    }

    Iterator<Row> rows() {
      rows.addAll(DetectionBlockCodec.encode(batch.build()));
      return rows.iterator();
    }
  }
}
