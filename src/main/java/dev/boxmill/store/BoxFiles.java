package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Box sizes in Parquet, one row a box (docs/formats/boxes-parquet.md), read by column. A part is a
 * range of a file's bytes and holds the row groups whose middle lies there.
 */
public final class BoxFiles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long PART_BYTES = 32L << 20;

  /** Columns that not every job needs. */
  public enum Extra {
    /** Columns image_width and image_height. */
    IMAGE("image_width", "image_height"),
    /** Column weight. */
    WEIGHT("weight"),
    /** Column category_id. */
    CATEGORY("category_id");

    private final List<String> columns;

    Extra(String... columns) {
      this.columns = List.of(columns);
    }
  }

  private final String option;
  private final SavedConfiguration configuration;
  private final ArrayList<DetectOutput.Part> parts;

  private BoxFiles(String option, Configuration configuration, ArrayList<DetectOutput.Part> parts) {
    this.option = option;
    this.configuration = new SavedConfiguration(configuration);
    this.parts = parts;
  }

  /**
   * {@return whether a path is a Parquet file, or a folder that holds some, of boxes}
   *
   * @param name path or URI; there need not be anything
   * @param configuration of the file system
   * @throws IOException when the file system fails
   */
  public static boolean isAt(String name, Configuration configuration) throws IOException {
    try {
      Path path = new Path(name);
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        return false;
      }
      if (files.getFileStatus(path).isDirectory()) {
        return Arrays.stream(files.listStatus(path))
            .map(FileStatus::getPath)
            .filter(f -> f.getName().endsWith(".parquet"))
            .sorted()
            .findFirst()
            .filter(f -> !holdsAnnotations(f, configuration))
            .isPresent();
      }
      try (InputStream in = files.open(path)) {
        byte[] magic = {'P', 'A', 'R', '1'};
        return Arrays.equals(in.readNBytes(4), magic) && !holdsAnnotations(path, configuration);
      }
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a file has a row an image instead; not for one that cannot be read. */
  private static boolean holdsAnnotations(Path file, Configuration configuration) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return AnnotationSchema.fits(reader.getFileMetaData().getSchema());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Lists a folder's files, or a single one, and looks at the first one's columns.
   *
   * @param option what the user gave the path with, for messages
   * @param name path or URI of what {@link #isAt} accepts
   * @param extras columns that must be there beside width and height
   * @param configuration of the file system
   * @return the files in the order of their paths, cut into parts
   * @throws UserException when it has no boxes, or lacks a column
   * @throws IOException when a file cannot be read
   */
  public static BoxFiles open(
      String option, String name, Set<Extra> extras, Configuration configuration)
      throws IOException {
    Path root = new Path(name);
    FileSystem files = root.getFileSystem(configuration);
    List<FileStatus> found = new ArrayList<>();
    FileStatus status = files.getFileStatus(root);
    if (status.isDirectory()) {
      DetectOutput.list(files, root, found);
    } else {
      found.add(status);
    }
    found.sort(Comparator.comparing(f -> f.getPath().toString()));
    ArrayList<DetectOutput.Part> parts = new ArrayList<>();
    for (FileStatus file : found) {
      long count = Math.max(1, file.getLen() / PART_BYTES);
      for (long i = 0; i < count; i++) {
        parts.add(
            new DetectOutput.Part(
                file.getPath().toString(),
                i * file.getLen() / count,
                (i + 1) * file.getLen() / count));
      }
    }
    BoxFiles boxes = new BoxFiles(option, configuration, parts);
    // Here, not in a task, so that a mistake is seen at once.
    boxes.read(new DetectOutput.Part(parts.get(0).file(), 0, 0), extras, null);
    return boxes;
  }

  /** {@return number of parts, at least 1} */
  public int parts() {
    return parts.size();
  }

  /**
   * Hands on every row of a part.
   *
   * @param part from 0
   * @param extras which columns beside width and height are wanted
   * @param sink takes rows in file order; what was not asked for is NaN, or 0 for the category
   * @throws UserException when the file is no Parquet, or lacks a column
   * @throws IOException when a file cannot be read
   */
  public void read(int part, Set<Extra> extras, BoxSink sink) throws IOException {
    read(parts.get(part), extras, sink);
  }

  private void read(DetectOutput.Part part, Set<Extra> extras, BoxSink sink) throws IOException {
    Path path = new Path(part.file());
    Configuration hadoop = configuration.value();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(path, hadoop),
            HadoopReadOptions.builder(hadoop, path).withRange(part.start(), part.end()).build())) {
      MessageType file = reader.getFileMetaData().getSchema();
      String createdBy = reader.getFileMetaData().getCreatedBy();
      MessageType wanted = columns(part.file(), file, extras);
      reader.setRequestedSchema(wanted);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        var columns =
            new ColumnReadStoreImpl(
                pages, new DummyRecordConverter(wanted).getRootConverter(), wanted, createdBy);
        rows(columns, wanted, pages.getRowCount(), extras, sink);
      }
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(
          option + " " + part.file() + ": no readable Parquet (" + reason + ")", e);
    }
  }

  private static void rows(
      ColumnReadStoreImpl columns, MessageType wanted, long n, Set<Extra> extras, BoxSink sink) {
    BoxColumn[] readers =
        wanted.getColumns().stream()
            .map(column -> new BoxColumn(columns.getColumnReader(column)))
            .toArray(BoxColumn[]::new);
    boolean image = extras.contains(Extra.IMAGE);
    boolean weight = extras.contains(Extra.WEIGHT);
    int weightAt = image ? 4 : 2;
    int categoryAt = weightAt + (weight ? 1 : 0);
    boolean category = extras.contains(Extra.CATEGORY);
    for (long i = 0; i < n; i++) {
      sink.box(
          readers[0].next(),
          readers[1].next(),
          image ? readers[2].next() : Double.NaN,
          image ? readers[3].next() : Double.NaN,
          weight ? readers[weightAt].next() : Double.NaN,
          category ? (long) readers[categoryAt].next() : 0);
    }
  }

  private MessageType columns(String file, MessageType schema, Set<Extra> extras) {
    List<String> names = new ArrayList<>(List.of("width", "height"));
    Set<Extra> inOrder = EnumSet.noneOf(Extra.class);
    inOrder.addAll(extras);
    inOrder.forEach(extra -> names.addAll(extra.columns));
    List<Type> fields = new ArrayList<>();
    for (String name : names) {
      if (!schema.containsField(name) || !isNumber(schema.getType(name))) {
        throw new UserException(
            String.format(
                Locale.ROOT,
                "%s %s: column '%s' is missing or not a number; see docs/formats/boxes-parquet.md",
                option,
                file,
                name));
      }
      fields.add(schema.getType(name));
    }
    return new MessageType(schema.getName(), fields);
  }

  private static boolean isNumber(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Repetition.REPEATED)) {
      return false;
    }
    PrimitiveTypeName kind = type.asPrimitiveType().getPrimitiveTypeName();
    boolean plain =
        kind == PrimitiveTypeName.DOUBLE
            || kind == PrimitiveTypeName.FLOAT
            || kind == PrimitiveTypeName.INT32
            || kind == PrimitiveTypeName.INT64;
    // A decimal's integers are not its value.
    return plain && !(type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
  }
}
