package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.store.ParquetFooters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads small Parquet folders with Parquet's own reader: a Spark session would cost seconds. */
final class ParquetFolder {
  private ParquetFolder() {}

  /**
   * Hands every row to a consumer; files in the order of their names.
   *
   * @param columns names of the columns to read; none reads all
   * @throws UserException when a file is no Parquet, or its columns are not as asked
   */
  static void read(Path folder, Set<String> columns, Consumer<Group> rows) {
    for (Path file : files(folder)) {
      try (ParquetReader<Group> reader = new Builder(new LocalInputFile(file), columns).build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.accept(row);
        }
      } catch (IOException | RuntimeException e) {
        throw unlike(file, e);
      }
    }
  }

  /** Parquet's decoders and Group's accessors have no exception of their own. */
  private static UserException unlike(Path file, Exception e) {
    return new UserException(
        "--results "
            + file
            + ": not what this version of BoxMill writes ("
            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
            + "); run the job again",
        e);
  }

  /**
   * Whether a column has any value that is not null, by the files' footers alone.
   *
   * @param field the value in the column, however deep
   * @return true also where a footer does not count nulls
   */
  static boolean hasValues(Path folder, String column, String field) {
    for (Path file : files(folder)) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        if (ParquetFooters.hasValues(reader, column, field)) {
          return true;
        }
      } catch (IOException | RuntimeException e) {
        throw unlike(file, e);
      }
    }
    return false;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> p.getFileName().toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new UserException("--results " + folder + ": cannot be listed", e);
    }
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    private final Set<String> columns;

    Builder(LocalInputFile file, Set<String> columns) {
      super(file, new PlainParquetConfiguration());
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new Projection(columns);
    }
  }

  /** Takes the columns as the file has them: some writers mark every column as optional. */
  private static final class Projection extends GroupReadSupport {
    private final Set<String> columns;

    Projection(Set<String> columns) {
      this.columns = columns;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType file = context.getFileSchema();
      List<Type> fields =
          file.getFields().stream()
              .filter(f -> columns.isEmpty() || columns.contains(f.getName()))
              .toList();
      return new ReadContext(new MessageType(file.getName(), fields));
    }
  }
}
