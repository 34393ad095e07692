package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;

/** Reads small Parquet folders with Parquet's own reader: a Spark session would cost seconds. */
final class ParquetFolder {
  private ParquetFolder() {}

  /**
   * Hands every row to a consumer; files in the order of their names.
   *
   * @param columns the columns to read as a Parquet schema, or null: all
   * @throws UserException when a file is no Parquet, or its columns are not as asked
   */
  static void read(Path folder, String columns, Consumer<Group> rows) {
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    if (columns != null) {
      configuration.set(ReadSupport.PARQUET_READ_SCHEMA, columns);
    }
    for (Path file : files(folder)) {
      try (ParquetReader<Group> reader =
          new Builder(new LocalInputFile(file), configuration).build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.accept(row);
        }
      } catch (IOException | RuntimeException e) {
        // Parquet's decoders and Group's accessors have no exception of their own.
        throw new UserException(
            "--results "
                + file
                + ": not what this version of BoxMill writes ("
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                + "); run the job again",
            e);
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> p.getFileName().toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new UserException("--results " + folder + ": cannot be listed", e);
    }
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(LocalInputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
