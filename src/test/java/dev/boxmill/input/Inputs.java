package dev.boxmill.input;

import dev.boxmill.inference.DecodeOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Makes small inputs of every kind; what they hold are bytes, not pictures. */
public final class Inputs {
  static final Configuration CONFIGURATION = new Configuration();

  static {
    CONFIGURATION.setClass("fs.other.impl", OtherFileSystem.class, FileSystem.class);
  }

  private Inputs() {}

  /** The local disk by another scheme: what is neither local nor the default, as s3a and hdfs. */
  public static final class OtherFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }
  }

  /** Names and bytes; some compressible, one empty. */
  static Map<String, byte[]> images(int count) {
    Random random = new Random(count);
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[i == 1 ? 0 : 20 + random.nextInt(3000)];
      if (i % 2 == 0) {
        random.nextBytes(bytes);
      }
      images.put(String.format("%05d.jpg", i), bytes);
    }
    return images;
  }

  static List<ImageEntry> list(Path... given) {
    return list(null, given);
  }

  static List<ImageEntry> list(String root, Path... given) {
    return ImageListing.list(
        java.util.Arrays.stream(given).map(Path::toString).toList(), root, CONFIGURATION);
  }

  /** The paths that a kind finds in a file, as it gives them. */
  public static List<String> list(InputKind kind, Path file) throws IOException {
    List<String> paths = new ArrayList<>();
    InputFile input =
        new InputFile(
            new org.apache.hadoop.fs.Path(file.toUri()), Files.size(file), null, CONFIGURATION);
    kind.list(input, entry -> paths.add(entry.path()));
    return paths;
  }

  /** What a task reads, by the output's path. */
  static Map<String, byte[]> read(List<ImageEntry> entries) throws Exception {
    Map<String, byte[]> read = new LinkedHashMap<>();
    try (EntryReader reader = new EntryReader(DecodeOptions.standard(), CONFIGURATION)) {
      for (ImageEntry entry : entries) {
        read.put(entry.path(), reader.open(entry).fetch());
      }
    }
    return read;
  }

  public static Path folder(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder;
  }

  public static Path tar(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(e.getKey(), true);
        entry.setSize(e.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(e.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** Every third entry stored. */
  public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    int i = 0;
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey());
        if (i++ % 3 == 0) {
          CRC32 crc = new CRC32();
          crc.update(e.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(e.getValue().length);
          entry.setCrc(crc.getValue());
        }
        // In the local header alone, as zip programs write times there.
        entry.setExtra(i % 2 == 0 ? new byte[] {1, 1, 4, 0, 1, 2, 3, 4} : null);
        zip.putNextEntry(entry);
        zip.write(e.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** With row groups of a few rows. */
  public static Path parquet(Path file, String schema, Map<String, byte[]> rows)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(CONFIGURATION)
            .withType(type)
            .withRowGroupSize(4096L)
            .withMinRowCountForPageSizeCheck(1)
            .build()) {
      for (Map.Entry<String, byte[]> e : rows.entrySet()) {
        Group row = groups.newGroup().append(type.getFieldName(0), e.getKey());
        if (type.getFieldCount() > 1) {
          row.append(type.getFieldName(1), Binary.fromConstantByteArray(e.getValue()));
        }
        writer.write(row);
      }
    }
    return file;
  }

  public static Path sequence(
      Path file, SequenceFile.CompressionType type, Map<String, byte[]> records)
      throws IOException {
    Configuration small = new Configuration(CONFIGURATION);
    // Several blocks.
    small.setInt("io.seqfile.compress.blocksize", 4000);
    try (SequenceFile.Writer writer =
        SequenceFile.createWriter(
            small,
            SequenceFile.Writer.file(new org.apache.hadoop.fs.Path(file.toUri())),
            SequenceFile.Writer.keyClass(Text.class),
            SequenceFile.Writer.valueClass(BytesWritable.class),
            SequenceFile.Writer.compression(type))) {
      for (Map.Entry<String, byte[]> e : records.entrySet()) {
        writer.append(new Text(e.getKey()), new BytesWritable(e.getValue()));
      }
    }
    return file;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
