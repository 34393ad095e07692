package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Detect's Parquet output, read by column. An image is the one whose file_name ends the row's path;
 * rows with an error count as images without detections. A part is a range of a file's bytes and
 * holds the row groups whose middle lies there.
 */
final class DetectOutput implements DetectionSource {
  private static final long serialVersionUID = 1L;
  private static final long PART_BYTES = 32L << 20;

  /** How much larger detections are in memory, at most, as far as seen. */
  private static final long COMPRESSION = 4;

  /** A range of a file's bytes. */
  record Part(String file, long start, long end) implements Serializable {}

  private final String name;
  private final String model;
  private final boolean masks;
  private final SavedConfiguration configuration;
  private final ArrayList<Part> parts;

  private DetectOutput(
      String name,
      String model,
      boolean masks,
      SavedConfiguration configuration,
      ArrayList<Part> parts) {
    this.name = name;
    this.model = model;
    this.masks = masks;
    this.configuration = configuration;
    this.parts = parts;
  }

  /**
   * Lists a folder's files; those whose names begin with a dot or an underscore do not count.
   *
   * @param model whose detections count; null where there is one
   * @param masks whether their pixels are wanted
   * @throws UserException when there is none
   */
  static DetectOutput open(String name, String model, boolean masks, Configuration configuration)
      throws IOException {
    Path root = new Path(name);
    FileSystem files = root.getFileSystem(configuration);
    List<FileStatus> found = new ArrayList<>();
    FileStatus status = files.getFileStatus(root);
    if (status.isDirectory()) {
      list(files, root, found);
    } else {
      found.add(status);
    }
    if (found.isEmpty()) {
      throw new UserException(
          "--detections " + name + ": no Parquet files; give detect's output or a JSON file");
    }
    // Here, not in a task, so that a mistake reaches the user as one line.
    DetectRows.verify(
        name, found.get(0).getPath(), new DetectRows.Columns(true, false, masks), configuration);
    found.sort(Comparator.comparing(f -> f.getPath().toString()));
    ArrayList<Part> parts = new ArrayList<>();
    for (FileStatus file : found) {
      long count = Math.max(1, file.getLen() / PART_BYTES);
      for (long i = 0; i < count; i++) {
        long start = i * file.getLen() / count;
        long end = (i + 1) * file.getLen() / count;
        parts.add(new Part(file.getPath().toString(), start, end));
      }
    }
    return new DetectOutput(name, model, masks, new SavedConfiguration(configuration), parts);
  }

  static void list(FileSystem files, Path folder, List<FileStatus> found) throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String last = entry.getPath().getName();
      AtomicOutput.requireFinished("--detections", folder.toString(), List.of(last));
      if (last.startsWith(".") || last.startsWith("_")) {
        continue;
      }
      if (entry.isDirectory()) {
        list(files, entry.getPath(), found);
      } else if (last.endsWith(".parquet")) {
        found.add(entry);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long bytes() {
    return COMPRESSION * parts.stream().mapToLong(part -> part.end() - part.start()).sum();
  }

  @Override
  public int parts() {
    return parts.size();
  }

  @Override
  public boolean imageByImage() {
    return true;
  }

  @Override
  public PathCheck check(int part, ImageTable images) throws IOException {
    ImageNames names = ImageNames.of(images);
    IntStream.Builder known = IntStream.builder();
    List<String> unknown = new ArrayList<>();
    List<String> ambiguous = new ArrayList<>();
    long[] counts = new long[2];
    Set<String> models = new TreeSet<>();
    rows(
        part,
        DetectRows.Columns.MODELS,
        row -> row.tellModels(found -> models.add(found == null ? PathCheck.NO_MODEL : found)),
        row -> {
          boolean failed = row.error() != null;
          counts[0] += failed ? 1 : 0;
          int image = names.find(row.path());
          if (image >= 0) {
            known.add(image);
          } else if (image == ImageNames.AMBIGUOUS) {
            ambiguous.add(row.path());
          } else if (!failed) {
            counts[1]++;
            unknown.add(row.path());
          }
        });
    return new PathCheck(
        known.build().toArray(),
        counts[0],
        counts[1],
        unknown,
        ambiguous,
        new ArrayList<>(models),
        model);
  }

  @Override
  public boolean read(int part, ImageTable images, Consumer<DetectionTable> sink)
      throws IOException {
    ImageNames names = ImageNames.of(images);
    DetectionTable.Builder batch = new DetectionTable.Builder(1 << 12);
    rows(
        part,
        new DetectRows.Columns(true, model != null, masks),
        row -> {},
        row -> {
          int index = row.error() == null ? names.find(row.path()) : ImageNames.UNKNOWN;
          if (index >= 0) {
            row.addTo(batch, images.id(index), (long) index << 32);
          }
          if (batch.size() >= 1 << 16) {
            sink.accept(batch.build());
          }
        });
    sink.accept(batch.build());
    return true;
  }

  @Override
  public Map<Integer, String> classNames() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    for (Part part : parts) {
      DetectLabels.read(part, configuration.value(), names);
    }
    return names;
  }

  @Override
  public DetectionSource careful() {
    throw new UnsupportedOperationException("Parquet has one way to be read");
  }

  @Override
  public Map<Long, String> paths(int part, ImageTable images, Set<Long> imageIds)
      throws IOException {
    ImageNames names = ImageNames.of(images);
    Map<Long, String> paths = new TreeMap<>();
    rows(
        part,
        DetectRows.Columns.PATHS,
        row -> {},
        row -> {
          int index = names.find(row.path());
          if (index >= 0 && imageIds.contains(images.id(index))) {
            paths.put(images.id(index), row.path());
          }
        });
    return paths;
  }

  private void rows(
      int part, DetectRows.Columns columns, Consumer<DetectRow> first, Consumer<DetectRow> sink)
      throws IOException {
    try {
      DetectRows.read(parts.get(part), configuration.value(), columns, model, first, sink);
    } catch (FileNotFoundException e) {
      throw new UserException("--detections " + name + ": a file went away meanwhile", e);
    }
  }
}
