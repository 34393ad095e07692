package dev.boxmill.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;

/**
 * A folder on a Hadoop file system.
 *
 * @param name as given
 * @param files where it lies
 * @param root the folder
 * @param paths its files
 */
record HadoopFolder(String name, FileSystem files, Path root, List<String> paths)
    implements ParquetInput.Seekable {

  @Override
  public boolean single() {
    return false;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files.open(place(path));
  }

  @Override
  public InputFile input(String path) throws IOException {
    Path place = place(path);
    return ParquetInput.of(files.getFileStatus(place).getLen(), () -> files.open(place));
  }

  private Path place(String path) {
    // A path of its own: in a joined string a colon would be taken for a URI's scheme.
    return new Path(root, new Path(null, null, "./" + path));
  }
}
