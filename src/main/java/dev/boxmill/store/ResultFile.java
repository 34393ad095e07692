package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.InternalException;
import dev.boxmill.format.CocoResults;
import dev.boxmill.format.Want;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Detections in a COCO result file. A part is a range of bytes. */
final class ResultFile implements DetectionSource {
  private static final long serialVersionUID = 1L;

  /** Small enough that two cores share a file of 50 MB evenly, large enough to be worth a task. */
  private static final long SMALLEST_PART = 4L << 20;

  private static final long LARGEST_PART = 64L << 20;
  private static final int WANTED_PARTS = 16;

  private final String file;
  private final SavedConfiguration configuration;
  private final long length;
  private final boolean careful;

  private final Set<Want> wanted;

  ResultFile(String file, Set<Want> wanted, Configuration configuration) throws IOException {
    this(
        file,
        new SavedConfiguration(configuration),
        new HadoopSource(file, configuration).length(),
        false,
        wanted);
  }

  private ResultFile(
      String file,
      SavedConfiguration configuration,
      long length,
      boolean careful,
      Set<Want> wanted) {
    this.file = file;
    this.configuration = configuration;
    this.length = length;
    this.careful = careful;
    this.wanted = Set.copyOf(wanted);
  }

  private HadoopSource source() {
    return new HadoopSource(file, configuration.value());
  }

  private long partLength() {
    return Math.max(SMALLEST_PART, Math.min(LARGEST_PART, length / WANTED_PARTS + 1));
  }

  @Override
  public String name() {
    return file;
  }

  @Override
  public long bytes() {
    return length; // text takes a little more than numbers
  }

  @Override
  public int parts() {
    return careful ? 1 : Math.toIntExact(Math.max(1, -Math.floorDiv(-length, partLength())));
  }

  @Override
  public boolean imageByImage() {
    return false;
  }

  @Override
  public PathCheck check(int part, ImageTable images) {
    throw new InternalException("a result file names no images");
  }

  @Override
  public boolean read(int part, ImageTable images, Consumer<DetectionTable> sink)
      throws IOException {
    if (careful) {
      CocoResults.readCarefully(source(), wanted, sink);
      return true;
    }
    long start = part * partLength();
    try (InputStream in = source().openAt(start)) {
      return CocoResults.readPart(in, start, start + partLength(), wanted, sink);
    }
  }

  @Override
  public DetectionSource careful() {
    // Here, not in a task, so that a mistake reaches the user as one line. Keeps nothing.
    CocoResults.readCarefully(source(), wanted, table -> {});
    return new ResultFile(file, configuration, length, true, wanted);
  }

  @Override
  public Map<Long, String> paths(int part, ImageTable images, Set<Long> imageIds) {
    throw new InternalException("a result file names no images");
  }
}
