package dev.boxmill.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform;

import dev.boxmill.error.UserException;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.ListedPath;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.SavedConfiguration;
import dev.boxmill.store.StoreErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Proposals of images in Parquet, a row an image (docs/formats/proposals.md). They go from the
 * files to the tasks that have the images; the driver sees none.
 */
public final class ProposalTable {
  private static final String OPTION = "--proposals";
  private static final List<String> SIDES = List.of("x", "y", "w", "h");

  private final SparkSession spark;
  private final Dataset<Row> rows;
  private final Path base;
  private final SavedConfiguration configuration;

  private ProposalTable(SparkSession spark, Dataset<Row> rows, Path base) {
    this.spark = spark;
    this.rows = rows;
    this.base = base;
    configuration = new SavedConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Looks at the files' schema.
   *
   * @param spark stays open as long as the table is used
   * @param name a Parquet file or a folder of such
   * @param root where relative names begin; null for where the file lies
   * @return a table whose rows are read anew for every wave
   * @throws UserException when there is none, or it has other columns
   */
  public static ProposalTable open(SparkSession spark, String name, String root) {
    Path path = new Path(name);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!files.exists(path)) {
        throw new UserException(OPTION + " " + name + ": no such file or folder");
      }
      boolean folder = files.getFileStatus(path).isDirectory();
      if (folder) {
        List<String> names =
            Arrays.stream(files.listStatus(path)).map(f -> f.getPath().getName()).toList();
        AtomicOutput.requireFinished(OPTION, name, names);
      }
      Path beside = folder ? files.makeQualified(path) : files.makeQualified(path).getParent();
      Dataset<Row> rows = columns(name, spark.read().parquet(name));
      return new ProposalTable(spark, rows, root == null ? beside : new Path(root));
    } catch (UserException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      throw new UserException(
          OPTION + " " + name + ": no readable Parquet (" + StoreErrors.reason(e) + ")", e);
    }
  }

  /** The columns "path" and "boxes", the boxes as lists of numbers. */
  private static Dataset<Row> columns(String name, Dataset<Row> file) {
    String path = first(file.schema(), "path", "file_name");
    String boxes = first(file.schema(), "boxes", "detections");
    if (path == null || !(file.schema().apply(path).dataType() instanceof StringType)) {
      throw wrong(name, "path", "a text");
    }
    DataType type = boxes == null ? null : file.schema().apply(boxes).dataType();
    Column lists;
    if (type instanceof ArrayType list && list.elementType() instanceof StructType box) {
      if (!SIDES.stream().allMatch(side -> numeric(box, side))) {
        throw wrong(name, boxes, "a list of boxes with x, y, w and h");
      }
      lists =
          transform(col(boxes), b -> array(SIDES.stream().map(b::getField).toArray(Column[]::new)));
    } else if (type instanceof ArrayType list
        && list.elementType() instanceof ArrayType box
        && box.elementType() instanceof NumericType) {
      lists = col(boxes);
    } else {
      throw wrong(name, "boxes", "a list of boxes, each x, y, w, h");
    }
    DataType numbers = DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType));
    return file.select(col(path).as("path"), lists.cast(numbers).as("boxes"));
  }

  private static String first(StructType schema, String... names) {
    List<String> there = List.of(schema.fieldNames());
    return Arrays.stream(names).filter(there::contains).findFirst().orElse(null);
  }

  private static boolean numeric(StructType box, String side) {
    return List.of(box.fieldNames()).contains(side)
        && box.apply(side).dataType() instanceof NumericType;
  }

  private static UserException wrong(String name, String column, String expected) {
    return new UserException(
        OPTION + " " + name + ": column '" + column + "' is missing or not " + expected);
  }

  /**
   * {@return a hash of the files' names and lengths, and their number: what tells one set of
   * proposals from another}
   *
   * @throws UserException when a file cannot be looked at any more
   */
  public String fingerprint() {
    TreeSet<String> files = new TreeSet<>();
    Configuration hadoop = configuration.value();
    for (String file : rows.inputFiles()) {
      try {
        Path path = new Path(java.net.URI.create(file));
        FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
        files.add(path.getName() + " " + status.getLen());
      } catch (IOException e) {
        throw StoreErrors.unreadable(OPTION, file, e);
      }
    }
    return Integer.toHexString(files.hashCode()) + " of " + files.size() + " files";
  }

  /**
   * The rows of some images, each in the partition of the task that has its image.
   *
   * @param tasks the images of each task
   * @return path as written, path in full, boxes and error as {@link GivenProposals} takes them
   */
  JavaRDD<Row> of(List<List<ImageEntry>> tasks) {
    PathIndex index = PathIndex.of(tasks);
    Broadcast<PathIndex> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(index);
    String start = base.toString();
    SavedConfiguration hadoop = configuration;
    return rows.javaRDD()
        .flatMapToPair(
            row -> {
              List<Tuple2<Integer, Row>> found = new ArrayList<>();
              if (!row.isNullAt(0)) {
                String path = row.getString(0);
                String full = ListedPath.of(path, new Path(start), hadoop.value());
                int[] homes = shared.value().tasks(path, full);
                if (homes.length > 0) {
                  Row given =
                      GivenProposals.encode(path, full, row.isNullAt(1) ? null : row.getList(1));
                  Arrays.stream(homes).forEach(task -> found.add(new Tuple2<>(task, given)));
                }
              }
              return found.iterator();
            })
        .partitionBy(new ByTask(tasks.size()))
        .values();
  }

  /** The key is the number of the partition. */
  private static final class ByTask extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int tasks;

    ByTask(int tasks) {
      this.tasks = tasks;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }
}
