package dev.boxmill.input;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;

/** An entry of a tar or zip archive, fetched once; holds the archive until then. */
record RangeImage(ImageEntry entry, DecodeOptions options, SharedFile archive)
    implements ImageSource {
  private static final int LOCAL_HEADER = 30;
  private static final int LOCAL_MARK = 0x04034B50;

  @Override
  public String path() {
    return entry.path();
  }

  @Override
  public byte[] fetch() throws IOException, UnreadableImageException {
    try (archive) {
      options.checkBytes(entry.length());
      return entry.storage() == Storage.ZIP
          ? unzip()
          : archive.read(entry.position(), Math.toIntExact(entry.length()));
    }
  }

  /** APPNOTE.TXT 4.3.7: name and extra field, of lengths told here alone, lie before the data. */
  private byte[] unzip() throws IOException, UnreadableImageException {
    options.checkBytes(entry.extra());
    ByteBuffer header =
        ByteBuffer.wrap(archive.read(entry.position(), LOCAL_HEADER))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != LOCAL_MARK) {
      throw new IOException("the zip archive's directory does not fit its entries");
    }
    long data =
        entry.position()
            + LOCAL_HEADER
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    byte[] packed = archive.read(data, Math.toIntExact(entry.extra()));
    return header.getShort(8) == ZipEntry.STORED ? packed : inflate(packed);
  }

  private byte[] inflate(byte... packed) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
      // Grows as it unpacks: the length that the directory claims may be a lie.
      byte[] bytes = in.readNBytes(Math.toIntExact(entry.length() + 1));
      if (bytes.length != entry.length()) {
        throw new IOException("the zip entry unpacks to another length than it says");
      }
      return bytes;
    } finally {
      inflater.end();
    }
  }
}
