package dev.boxmill.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files in memory, written by one format's writer and read back. */
final class MemoryTree implements FileTree, FileSink {
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final boolean single;

  MemoryTree(boolean single) {
    this.single = single;
  }

  /** What a format writes. */
  static MemoryTree of(AnnotationFormat format, dev.boxmill.data.Annotations all)
      throws IOException {
    MemoryTree tree = new MemoryTree(format.oneFile());
    format.write(all, tree);
    return tree;
  }

  void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  byte[] get(String path) {
    return files.get(path);
  }

  @Override
  public OutputStream create(String path) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        put(path, toByteArray());
      }
    };
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean single() {
    return single;
  }

  @Override
  public List<String> paths() {
    return new ArrayList<>(files.keySet());
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(files.get(path));
  }
}
