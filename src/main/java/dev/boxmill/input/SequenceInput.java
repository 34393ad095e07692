package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.util.ReflectionUtils;

/** A SequenceFile of paths (any key, by its text) and bytes; its keys are read once. */
@AutoService(InputKind.class)
public final class SequenceInput implements InputKind {
  @Override
  public String id() {
    return "sequence";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("seq", "sequencefile");
  }

  @Override
  public boolean recognises(byte[] head) {
    return head.length > 3 && head[0] == 'S' && head[1] == 'E' && head[2] == 'Q' && head[3] <= 6;
  }

  @Override
  public boolean inFolders() {
    return true;
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) throws IOException {
    try (SequenceFile.Reader reader =
            new SequenceFile.Reader(file.configuration(), SequenceFile.Reader.file(file.path()));
        FSDataInputStream jumper = reader.isBlockCompressed() ? file.open() : null) {
      if (reader.getValueClass() != BytesWritable.class) {
        throw new UserException(
            file.name()
                + ": values are "
                + reader.getValueClassName()
                + "; give BytesWritable, with paths as keys");
      }
      Writable key = (Writable) ReflectionUtils.newInstance(reader.getKeyClass(), null);
      long next = reader.getPosition();
      long before = next;
      long start = next;
      long record = 0;
      while (reader.next(key)) {
        long after = reader.getPosition();
        boolean fresh = after != before;
        if (fresh) {
          start = next;
          next = jumper == null ? after : behindValues(jumper, after);
        }
        record = fresh ? 0 : record + 1;
        long weight = jumper == null ? after - start : 0;
        to.accept(
            new ImageEntry(
                key.toString(), Storage.SEQUENCE, file.name(), start, -1, weight, record));
        before = after;
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Classes that are not there come as a plain RuntimeException.
      throw file.damaged(e);
    }
  }

  /**
   * The end of a compressed block. The reader loads a block's keys alone and rests before its
   * values, which are two buffers, each behind its length.
   */
  private static long behindValues(FSDataInputStream in, long behindKeys) throws IOException {
    in.seek(behindKeys);
    for (int buffer = 0; buffer < 2; buffer++) {
      in.seek(WritableUtils.readVInt(in) + in.getPos());
    }
    return in.getPos();
  }
}
