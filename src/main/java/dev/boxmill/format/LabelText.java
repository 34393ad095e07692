package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A text file of which only the first line was looked at, and that need not be opened again. */
final class LabelText {
  /** A thousand boxes' worth. */
  private static final int LONGEST = 1 << 16;

  private final String path;
  private byte[] bytes;
  private boolean list;
  private UserException problem;

  /** A file to be opened when it is read. */
  LabelText(String path) {
    this.path = path;
  }

  /** Opens a file. */
  static LabelText of(FileTree tree, String path) {
    LabelText text = new LabelText(path);
    Source source = tree.source(path);
    try (InputStream in = source.open()) {
      byte[] start = in.readNBytes(LONGEST);
      try (TextLines lines =
          new TextLines(
              source.name(), new SequenceInputStream(new ByteArrayInputStream(start), in))) {
        String line = lines.nextFilled();
        text.list = line != null && FileNames.isImage(line);
      }
      text.bytes = start.length < LONGEST ? start : null;
    } catch (IOException e) {
      text.problem = TextLines.unreadable(source.name(), e);
    } catch (UserException e) {
      text.problem = e;
    }
    return text;
  }

  String path() {
    return path;
  }

  /** Why the file cannot be read, or null. */
  UserException problem() {
    return problem;
  }

  /** Whether it lists images. */
  boolean isList() {
    return list;
  }

  /** Bytes held. */
  int held() {
    return bytes == null ? 0 : bytes.length;
  }

  /** Lets go of the text. */
  void forget() {
    bytes = null;
  }

  /** The file from its beginning. */
  TextLines lines(FileTree tree) {
    Source source = tree.source(path);
    return bytes == null
        ? new TextLines(source)
        : new TextLines(source.name(), new ByteArrayInputStream(bytes));
  }
}
