package dev.boxmill.input;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.util.ReflectionUtils;

/** The values of a SequenceFile. */
final class SequenceCursor implements RecordCursor {
  private final SequenceFile.Reader reader;
  private final Writable key;
  private final BytesWritable value = new BytesWritable();
  private long start = -1;
  private long next;

  SequenceCursor(Path path, Configuration configuration) throws IOException {
    reader = new SequenceFile.Reader(configuration, SequenceFile.Reader.file(path));
    key = (Writable) ReflectionUtils.newInstance(reader.getKeyClass(), configuration);
  }

  @Override
  public byte[] read(ImageEntry entry) throws IOException {
    if (entry.position() != start || entry.extra() < next) {
      reader.seek(entry.position());
      start = entry.position();
      next = 0;
    }
    for (; next <= entry.extra(); next++) {
      if (!reader.next(key)) {
        throw new IOException("the SequenceFile ends too early");
      }
    }
    reader.getCurrentValue(value);
    return value.copyBytes();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
