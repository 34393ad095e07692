package dev.boxmill.spark;

import dev.boxmill.check.ImageFact;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.ImageFileProbe;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.input.EntryReader;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.input.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks into image files. Bytes are hashed only of files as long as another one: no other can have
 * a copy. Results come in the files' order, whoever worked them out.
 */
public final class ImageProbes {
  /** Opening a file takes about as long as reading so many bytes' worth of others in a task. */
  private static final int FILES_A_TASK = 500;

  private ImageProbes() {}

  /**
   * Looks into files in this process, on all cores.
   *
   * @param files all that may be copies of one another
   * @param decode whether to decode whole pictures, instead of reading headers
   * @param configuration file systems and their credentials
   * @return a fact a file, in their order; a file that cannot be read is one with an error
   */
  public static List<ImageFact> local(
      List<ImageEntry> files, boolean decode, Configuration configuration) {
    List<Boolean> hashed = hashed(files);
    return IntStream.range(0, files.size())
        .parallel()
        .mapToObj(i -> probe(files.get(i), hashed.get(i), decode, configuration))
        .toList();
  }

  /**
   * The same as Spark tasks.
   *
   * @param files all that may be copies of one another; they lie where executors can read them
   * @param decode whether to decode whole pictures, instead of reading headers
   * @param configuration file systems and their credentials; travels to the executors
   * @param session stays open
   * @return a fact a file, in their order; a file that cannot be read is one with an error
   */
  public static List<ImageFact> spark(
      List<ImageEntry> files, boolean decode, Configuration configuration, SparkSession session) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    List<Boolean> hashed = hashed(files);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      rows.add(RowFactory.create(ImageEntryCodec.encode(files.get(i)), hashed.get(i)));
    }
    SerializableConfiguration shared = new SerializableConfiguration(configuration);
    int tasks = Math.max(1, (files.size() + FILES_A_TASK - 1) / FILES_A_TASK);
    return context
        .parallelize(rows, tasks)
        .map(
            row ->
                encode(
                    probe(
                        ImageEntryCodec.decode(row.getStruct(0)),
                        row.getBoolean(1),
                        decode,
                        shared.value())))
        .collect()
        .stream()
        .map(ImageProbes::decode)
        .toList();
  }

  private static List<Boolean> hashed(List<ImageEntry> files) {
    Map<Long, Long> lengths =
        files.stream().collect(Collectors.groupingBy(ImageEntry::length, Collectors.counting()));
    return files.stream().map(file -> lengths.get(file.length()) > 1).toList();
  }

  private static ImageFact probe(
      ImageEntry file, boolean hash, boolean decode, Configuration configuration) {
    ImageFileProbe found = null;
    String digest = "";
    try {
      if (!hash && !decode && file.storage() == Storage.FILE) {
        found = ImageFileProbe.peek(start(file, configuration));
      }
      if (found == null) {
        byte[] bytes = bytes(file, configuration);
        found = decode ? ImageFileProbe.decoded(bytes) : ImageFileProbe.whole(bytes);
        digest = hash ? sha256(bytes) : "";
      }
    } catch (IOException e) {
      found =
          ImageFileProbe.failed(
              "cannot be read: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (UnreadableImageException e) {
      found = ImageFileProbe.failed(e.getMessage());
    }
    return new ImageFact(
        file.path(), found.width(), found.height(), found.turned(), found.error(), digest);
  }

  private static byte[] bytes(ImageEntry file, Configuration configuration)
      throws IOException, UnreadableImageException {
    try (EntryReader reader = new EntryReader(DecodeOptions.standard(), configuration)) {
      return reader.open(file).fetch();
    }
  }

  private static byte[] start(ImageEntry file, Configuration configuration) throws IOException {
    try (InputStream in = open(file.path(), configuration)) {
      return in.readNBytes(ImageFileProbe.START);
    }
  }

  private static InputStream open(String path, Configuration configuration) throws IOException {
    if (path.startsWith("/")) {
      return Files.newInputStream(java.nio.file.Path.of(path));
    }
    Path there = new Path(path);
    return there.getFileSystem(configuration).open(there);
  }

  private static String sha256(byte... bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Facts travel as Rows: Kryo, which a cluster may have configured, cannot take records. */
  private static Row encode(ImageFact f) {
    return RowFactory.create(f.path(), f.width(), f.height(), f.turned(), f.error(), f.hash());
  }

  private static ImageFact decode(Row r) {
    return new ImageFact(
        r.getString(0), r.getInt(1), r.getInt(2), r.getBoolean(3), r.getString(4), r.getString(5));
  }
}
