package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/**
 * A Parquet file with a column of paths ({@code path} or {@code file_name}). With a column of
 * encoded images ({@code bytes} or {@code content}) these are the images and the paths their names;
 * without one it is a list. Only the paths are read here.
 */
@AutoService(InputKind.class)
public final class ParquetInput implements InputKind {
  @Override
  public String id() {
    return "parquet";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("parquet");
  }

  @Override
  public boolean recognises(byte[] head) {
    return new String(head, 0, Math.min(4, head.length), StandardCharsets.US_ASCII).equals("PAR1");
  }

  @Override
  public boolean inFolders() {
    return true;
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) throws IOException {
    try (ParquetCursor cursor = new ParquetCursor(file.path(), file.configuration())) {
      ParquetColumns columns = ParquetColumns.of(cursor.schema(), file.name());
      cursor.column(columns.path());
      List<BlockMetaData> groups = cursor.footer().getBlocks();
      for (int group = 0; group < groups.size(); group++) {
        long weight = columns.bytes() == null ? 0 : weight(groups.get(group), columns);
        for (long row = 0; row < groups.get(group).getRowCount(); row++) {
          byte[] path = cursor.read(group, row);
          if (path == null) {
            throw new UserException(
                file.name() + ": '" + columns.path().getName() + "' is null; give one a row");
          }
          String name = new String(path, StandardCharsets.UTF_8);
          to.accept(
              columns.bytes() == null
                  ? file.listed(name, false)
                  : new ImageEntry(name, Storage.PARQUET, file.name(), group, -1, weight, row));
        }
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // "is not a Parquet file" comes as a plain RuntimeException.
      throw file.damaged(e);
    }
  }

  /** Bytes a row of the images' column, evenly. */
  private static long weight(BlockMetaData group, ParquetColumns columns) {
    long bytes =
        group.getColumns().stream()
            .filter(c -> c.getPath().toDotString().equals(columns.bytes().getName()))
            .mapToLong(c -> c.getTotalSize())
            .sum();
    return group.getRowCount() == 0 ? 0 : bytes / group.getRowCount();
  }
}
