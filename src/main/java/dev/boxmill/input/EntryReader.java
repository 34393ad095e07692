package dev.boxmill.input;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.ImageSource;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One task's way from listed images, in their order, to sources of their bytes. One thread opens;
 * the sources may be fetched by others. Records of Parquet and SequenceFiles are read on opening,
 * in one pass over their file.
 */
public final class EntryReader implements Closeable {
  private final DecodeOptions options;
  private final Configuration configuration;
  private String current = "";
  private Storage storage = Storage.FILE;
  private SharedFile archive;
  private RecordCursor cursor;

  /**
   * A reader for one thread; the archive that it read last stays open until {@link #close}.
   *
   * @param options the limits on pixels and bytes
   * @param configuration file systems and their credentials
   */
  public EntryReader(DecodeOptions options, Configuration configuration) {
    this.options = options;
    this.configuration = configuration;
  }

  /** An image that is read already, or the reason why it cannot be. */
  private record Fetched(String path, byte[] bytes, IOException failure) implements ImageSource {
    @Override
    public byte[] fetch() throws IOException {
      if (failure != null) {
        throw failure;
      }
      return bytes == null ? new byte[0] : bytes;
    }
  }

  /**
   * Opens the next image. Entries of one archive are fastest in the order of the listing.
   *
   * @param entry as {@link ImageListing} gave it
   * @return the image's bytes, or a source that throws what kept them from being read
   */
  public ImageSource open(ImageEntry entry) {
    if (entry.storage() == Storage.FILE) {
      return new FileImage(entry, options, configuration);
    }
    try {
      enter(entry);
      return cursor == null
          ? new RangeImage(entry, options, archive.hold())
          : new Fetched(entry.path(), cursor.read(entry), null);
    } catch (IOException e) {
      return new Fetched(entry.path(), null, e);
    } catch (RuntimeException e) {
      // Readers of records tell of damage in many ways.
      return new Fetched(entry.path(), null, new IOException(e.getMessage(), e));
    }
  }

  private void enter(ImageEntry entry) throws IOException {
    if (entry.container().equals(current) && entry.storage() == storage) {
      return;
    }
    close();
    String name = entry.container();
    Path path = new Path(name.startsWith("/") ? "file://" + name : name);
    switch (entry.storage()) {
      case RANGE, ZIP -> archive = new SharedFile(path.getFileSystem(configuration).open(path));
      case PARQUET -> {
        ParquetCursor parquet = new ParquetCursor(path, configuration);
        cursor = parquet.column(ParquetColumns.of(parquet.schema(), entry.container()).bytes());
      }
      case SEQUENCE -> cursor = new SequenceCursor(path, configuration);
      case FILE -> throw new IllegalStateException("lies in no container");
    }
    current = entry.container();
    storage = entry.storage();
  }

  /** Lets go of the current file; sources that are yet to be fetched keep theirs. */
  @Override
  public void close() throws IOException {
    current = "";
    SharedFile file = archive;
    archive = null;
    RecordCursor records = cursor;
    cursor = null;
    if (file != null) {
      file.close();
    }
    if (records != null) {
      records.close();
    }
  }
}
