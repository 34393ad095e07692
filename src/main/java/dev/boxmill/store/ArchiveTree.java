package dev.boxmill.store;

import dev.boxmill.error.UserException;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.Source;
import dev.boxmill.format.TreePaths;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The files of a zip or tar archive, read by place from a local copy that is deleted on closing.
 * Nothing is unpacked to disk. Links and devices are left out.
 */
final class ArchiveTree implements FileTree {
  /** A bound on what a small compressed file can make us write. */
  private static final long MOST_BYTES = 256L << 30;

  /** The largest annotation files, Open Images' boxes, have two gigabytes. */
  private static final long MOST_OF_ENTRY = 16L << 30;

  /** Opens one entry. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final Path copy;
  private final Closeable archive;
  private final Map<String, Opener> entries;
  private final List<String> paths;

  private ArchiveTree(
      String name, Path copy, Closeable archive, Map<String, Opener> entries, List<String> paths) {
    this.name = name;
    this.copy = copy;
    this.archive = archive;
    this.entries = entries;
    this.paths = paths;
  }

  static ArchiveTree zip(Source source) throws IOException {
    return opened(
        source,
        copy -> {
          ZipFile zip = ZipFile.builder().setPath(copy).get();
          return collect(
              source.name(),
              copy,
              zip,
              (paths, entries) -> {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                  if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new UserException(
                        source.name() + ": is encrypted; pack the files without a password");
                  }
                  if (!entry.isDirectory() && !entry.isUnixSymlink()) {
                    put(paths, entries, entry.getName(), () -> zip.getInputStream(entry));
                  }
                }
              });
        });
  }

  static ArchiveTree tar(Source source) throws IOException {
    return opened(
        source,
        copy -> {
          TarFile tar = new TarFile(copy.toFile());
          return collect(
              source.name(),
              copy,
              tar,
              (paths, entries) -> {
                for (TarArchiveEntry entry : tar.getEntries()) {
                  if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                    put(
                        paths,
                        entries,
                        entry.getName(),
                        () -> new OneAtATime(tar.getInputStream(entry), tar));
                  }
                }
              });
        });
  }

  private static void put(
      TreePaths paths, Map<String, Opener> entries, String entry, Opener opener) {
    String path = paths.add(entry);
    if (path != null && entries.put(path, opener) != null) {
      throw new UserException("two entries are named '" + entry + "'; pack the files again");
    }
  }

  /** Makes a tree of a local copy. */
  private interface Making {
    ArchiveTree make(Path copy) throws IOException;
  }

  /** Collects an archive's entries. */
  private interface Collecting {
    void into(TreePaths paths, Map<String, Opener> entries) throws IOException;
  }

  private static ArchiveTree collect(
      String name, Path copy, Closeable archive, Collecting collecting) throws IOException {
    TreePaths paths = new TreePaths(name);
    Map<String, Opener> entries = new HashMap<>();
    boolean done = false;
    try {
      collecting.into(paths, entries);
      done = true;
      return new ArchiveTree(name, copy, archive, entries, paths.sorted());
    } finally {
      if (!done) {
        archive.close();
      }
    }
  }

  private static ArchiveTree opened(Source source, Making making) throws IOException {
    Path copy = Files.createTempFile("boxmill-", ".archive");
    boolean done = false;
    try (InputStream in = source.open();
        OutputStream out = Files.newOutputStream(copy)) {
      new BoundedInput(in, MOST_BYTES, source.name()).transferTo(out);
      out.flush();
      ArchiveTree tree = making.make(copy);
      done = true;
      return tree;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // Archive libraries tell of damage in all three ways.
      throw new UserException(
          source.name() + ": damaged archive (" + e.getMessage() + "); pack the files again", e);
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean single() {
    return false;
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public InputStream open(String path) throws IOException {
    InputStream in = entries.get(path).open();
    if (in == null) {
      throw new IOException("packed in a way that cannot be read");
    }
    return new BoundedInput(in, MOST_OF_ENTRY, name + "/" + path);
  }

  @Override
  public void close() throws IOException {
    try {
      archive.close();
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
