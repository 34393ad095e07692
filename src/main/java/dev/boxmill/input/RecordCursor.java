package dev.boxmill.input;

import java.io.Closeable;
import java.io.IOException;

/** Records that are read one after the other, by one thread. */
interface RecordCursor extends Closeable {

  /** The record's bytes; null or empty where it has none. Cheap when entries come in order. */
  byte[] read(ImageEntry entry) throws IOException;
}
