package dev.boxmill.job;

import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.ImageSlice;
import dev.boxmill.store.RemoteFile;
import dev.boxmill.store.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Slices by columns of a user's table of images. */
final class ImageColumns {
  /** Columns that may say which image a row is about, the first one there wins. */
  private static final List<String> KEYS = List.of("image_id", "id", "file_name");

  private ImageColumns() {}

  /**
   * Reads columns of a CSV or Parquet file; rows of images that the ground truth lacks are left
   * out.
   *
   * @throws UserException when the file cannot be read, lacks a column, or knows no image
   */
  static List<ImageSlice> read(
      String file, List<String> columns, ImageTable images, Configuration configuration) {
    List<List<String>> rows = rows(file, configuration);
    List<String> header = rows.get(0);
    String key =
        KEYS.stream()
            .filter(header::contains)
            .findFirst()
            .orElseThrow(() -> lacks(file, "image_id, id or file_name", header));
    for (String column : columns) {
      if (!header.contains(column)) {
        throw lacks(file, column, header);
      }
    }
    Map<String, List<String>> byKey = new HashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      byKey.put(row.get(header.indexOf(key)), row);
    }
    List<List<String>> ofImages = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      boolean byName = key.equals("file_name");
      ofImages.add(byKey.get(byName ? images.fileName(i) : Long.toString(images.id(i))));
    }
    if (ofImages.stream().allMatch(row -> row == null)) {
      throw new UserException(
          "--images "
              + file
              + ": no row's "
              + key
              + " is that of an image of the ground truth; give the matching table");
    }
    List<ImageSlice> slices = new ArrayList<>();
    for (String column : columns) {
      int at = header.indexOf(column);
      slices.add(
          ImageSlice.of(
              column,
              ofImages.stream().map(row -> row == null ? ImageSlice.NONE : row.get(at)).toList()));
    }
    return slices;
  }

  /** The header, then the rows, all as wide as the header. */
  private static List<List<String>> rows(String file, Configuration configuration) {
    RemoteFile found = RemoteFile.find("--images", file, configuration);
    boolean parquet = Arrays.equals(found.head(4), new byte[] {'P', 'A', 'R', '1'});
    try {
      return parquet
          ? TableRows.read(new Path(file), configuration)
          : Csv.parse("--images " + file, found.text());
    } catch (java.io.IOException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse("").lines().findFirst().orElse("");
      throw new UserException("--images " + file + ": cannot be read (" + why + ")", e);
    }
  }

  private static UserException lacks(String file, String column, List<String> header) {
    return new UserException(
        "--images " + file + ": has no column " + column + "; it has " + String.join(", ", header));
  }
}
