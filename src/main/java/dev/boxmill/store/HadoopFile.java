package dev.boxmill.store;

import dev.boxmill.format.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.parquet.io.InputFile;

/**
 * A single file, neither packed nor compressed, on a Hadoop file system.
 *
 * @param source the file
 */
record HadoopFile(HadoopSource source) implements ParquetInput.Seekable {

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public List<String> paths() {
    return List.of(name().substring(name().lastIndexOf('/') + 1));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return source.open();
  }

  @Override
  public Source sibling(String path) {
    return source.sibling(path);
  }

  @Override
  public InputFile input(String path) throws IOException {
    return ParquetInput.of(source.length(), () -> source.openAt(0));
  }
}
