package dev.boxmill.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A tree that is a single file. */
record OneFile(Source file) implements FileTree {

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public List<String> paths() {
    String name = file.name();
    return List.of(name.substring(name.lastIndexOf('/') + 1));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return file.open();
  }
}
