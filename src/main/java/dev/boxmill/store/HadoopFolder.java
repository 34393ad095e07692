package dev.boxmill.store;

import dev.boxmill.format.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on a Hadoop file system.
 *
 * @param name as given
 * @param files where it lies
 * @param root the folder
 * @param paths its files
 */
record HadoopFolder(String name, FileSystem files, Path root, List<String> paths)
    implements FileTree {

  @Override
  public boolean single() {
    return false;
  }

  @Override
  public InputStream open(String path) throws IOException {
    // A path of its own: in a joined string a colon would be taken for a URI's scheme.
    return files.open(new Path(root, new Path(null, null, "./" + path)));
  }
}
