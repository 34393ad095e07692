package dev.boxmill.store;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** A Hadoop configuration that travels. */
public final class SavedConfiguration implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient Configuration value;

  /**
   * Wraps a configuration.
   *
   * @param value shared, not copied, until it travels
   */
  public SavedConfiguration(Configuration value) {
    this.value = value;
  }

  /** {@return the configuration; where it has travelled to, with all defaults written out} */
  public Configuration value() {
    return value;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    value.write(out);
  }

  private void readObject(ObjectInputStream in) throws IOException {
    value = new Configuration(false);
    value.readFields(in);
  }
}
