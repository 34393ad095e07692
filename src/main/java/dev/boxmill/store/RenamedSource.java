package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.eval.KnownIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A source whose detections get other category ids. */
public final class RenamedSource implements DetectionSource {
  private static final long serialVersionUID = 1L;

  private final DetectionSource source;
  private final int[] from;
  private final int[] to;

  /**
   * Reads nothing yet.
   *
   * @param source whose own ids are looked up
   * @param ids new category ids by old ones; detections of others become {@link KnownIds#NO_CLASS}
   */
  public RenamedSource(DetectionSource source, Map<Integer, Integer> ids) {
    this.source = source;
    Map<Integer, Integer> ascending = new TreeMap<>(ids);
    this.from = ascending.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.to = ascending.values().stream().mapToInt(Integer::intValue).toArray();
  }

  private RenamedSource(DetectionSource source, int[] from, int[] to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean read(int part, ImageTable images, Consumer<DetectionTable> sink)
      throws IOException {
    return source.read(part, images, table -> sink.accept(renamed(table)));
  }

  private DetectionTable renamed(DetectionTable table) {
    int[] ids = new int[table.size()];
    for (int row = 0; row < ids.length; row++) {
      int at = Arrays.binarySearch(from, table.categoryId(row));
      ids[row] = at < 0 ? KnownIds.NO_CLASS : to[at];
    }
    return table.withCategoryIds(ids);
  }

  @Override
  public DetectionSource careful() {
    return new RenamedSource(source.careful(), from, to);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long bytes() {
    return source.bytes();
  }

  @Override
  public int parts() {
    return source.parts();
  }

  @Override
  public boolean imageByImage() {
    return source.imageByImage();
  }

  @Override
  public PathCheck check(int part, ImageTable images) throws IOException {
    return source.check(part, images);
  }

  @Override
  public Map<Long, String> paths(int part, ImageTable images, Set<Long> imageIds)
      throws IOException {
    return source.paths(part, images, imageIds);
  }
}
