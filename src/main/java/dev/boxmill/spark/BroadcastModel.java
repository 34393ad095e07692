package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.store.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model's file on its way to executors. Spark's own way of sending files is closed to SQL queries
 * of sessions that keep their files apart, as Spark 4 does by default.
 */
final class BroadcastModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What an array may hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** The copies of this JVM, by checksum. */
  private static final Map<String, Path> COPIES = new HashMap<>();

  private final String name;
  private final String checksum;
  private final Broadcast<byte[]> content;

  private BroadcastModel(String name, String checksum, Broadcast<byte[]> content) {
    this.name = name;
    this.checksum = checksum;
    this.content = content;
  }

  /** Reads the file on the driver. */
  static BroadcastModel send(SparkSession spark, RemoteFile model, String checksum) {
    if (model.bytes() > MOST_BYTES) {
      throw new UserException("modelUrl " + model.uri() + ": larger than 2 GiB; use jobs/detect");
    }
    try (InputStream in = model.open()) {
      String name = model.uri().substring(model.uri().lastIndexOf('/') + 1);
      byte[] bytes = in.readAllBytes();
      return new BroadcastModel(
          name, checksum, new JavaSparkContext(spark.sparkContext()).broadcast(bytes));
    } catch (IOException e) {
      throw new UserException("modelUrl " + model.uri() + ": cannot be read", e);
    }
  }

  String checksum() {
    return checksum;
  }

  /** The file on this machine, which lasts as long as this JVM. */
  Path file() {
    synchronized (COPIES) {
      return COPIES.computeIfAbsent(checksum, unused -> write());
    }
  }

  private Path write() {
    try {
      Path folder = Files.createTempDirectory("boxmill-model");
      Path file = Files.write(folder.resolve(name), content.value());
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
