package dev.boxmill.store;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** A file on any file system that Hadoop knows, local ones included. */
public final class HadoopSource implements Source {
  private final String name;
  private final Configuration configuration;

  /**
   * {@return the file that an option names}
   *
   * @param option what messages say before the name, e.g. "--detections"
   * @param name path or URI as the user gave it
   * @param configuration of the file system
   * @throws UserException naming the option when there is no such file
   */
  public static HadoopSource of(String option, String name, Configuration configuration) {
    RemoteFile.find(option, name, configuration);
    return new HadoopSource(name, configuration);
  }

  /**
   * A file that need not exist yet.
   *
   * @param name path or URI, also for messages
   * @param configuration of the file system
   */
  public HadoopSource(String name, Configuration configuration) {
    this.name = name;
    this.configuration = configuration;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream open() throws IOException {
    return openAt(0);
  }

  /** A file relative to this one's folder. */
  HadoopSource sibling(String path) {
    return new HadoopSource(name.substring(0, name.lastIndexOf('/') + 1) + path, configuration);
  }

  /** Opens it at an offset. */
  FSDataInputStream openAt(long offset) throws IOException {
    Path path = new Path(name);
    try {
      FSDataInputStream in = path.getFileSystem(configuration).open(path, 1 << 16);
      if (offset > 0) {
        in.seek(offset);
      }
      return in;
    } catch (FileNotFoundException e) {
      throw new UserException(name + ": no such file; check the path", e);
    }
  }

  long length() throws IOException {
    Path path = new Path(name);
    return path.getFileSystem(configuration).getFileStatus(path).getLen();
  }
}
