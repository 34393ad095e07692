package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * An output folder that appears whole or not at all: written under another name beside it, then
 * renamed. Closing it without {@link #commit} removes what was written.
 */
public final class ResultFolder implements AutoCloseable {
  private final String name;
  private final FileSystem files;
  private final Path target;
  private final Path temporary;
  private boolean committed;

  /** Writes one file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Begins an output.
   *
   * @throws UserException when it is there already or its parent cannot be written
   */
  public static ResultFolder create(Configuration configuration, String name) {
    Path target = new Path(name);
    try {
      FileSystem any = target.getFileSystem(configuration);
      // The raw one, so that no checksum files stand beside the results.
      FileSystem files = any instanceof LocalFileSystem local ? local.getRawFileSystem() : any;
      if (files.exists(target)) {
        throw there(name);
      }
      Path whole = files.makeQualified(target);
      Path temporary =
          new Path(whole.getParent(), "." + whole.getName() + ".tmp-" + UUID.randomUUID());
      if (!files.mkdirs(temporary)) {
        throw new IOException("cannot create a folder in " + whole.getParent());
      }
      return new ResultFolder(name, files, whole, temporary);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  private ResultFolder(String name, FileSystem files, Path target, Path temporary) {
    this.name = name;
    this.files = files;
    this.target = target;
    this.temporary = temporary;
  }

  private static UserException there(String name) {
    return new UserException("--out " + name + ": already there; remove it or choose another");
  }

  private static UserException unwritable(String name, IOException e) {
    return new UserException(
        "--out " + name + ": cannot be written (" + e.getMessage() + "); choose another place", e);
  }

  /** Writes a file of the folder. */
  public void write(String file, Content content) {
    try (OutputStream out = files.create(new Path(temporary, file), false)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /**
   * Writes a Parquet folder of one file inside this one, rows in the given order. They travel by
   * broadcast, since a task should stay small.
   */
  public void writeParquet(SparkSession spark, String folder, List<Row> rows, StructType schema) {
    Broadcast<ArrayList<Row>> shared =
        spark
            .sparkContext()
            .broadcast(new ArrayList<>(rows), ClassTag$.MODULE$.apply(ArrayList.class));
    MapPartitionsFunction<Long, Row> all = unused -> shared.value().iterator();
    spark
        .range(0, 1, 1, 1)
        .mapPartitions(all, Encoders.row(schema))
        .write()
        .parquet(new Path(temporary, folder).toString());
    shared.destroy();
  }

  /** Gives the folder its name. */
  public void commit() {
    try {
      if (files.exists(target)) {
        throw there(name);
      }
      if (!files.rename(temporary, target)) {
        throw new IOException("renaming " + temporary + " failed");
      }
      committed = true;
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  public void close() {
    if (!committed) {
      try {
        files.delete(temporary, true);
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }
  }
}
