package dev.boxmill.spark;

import dev.boxmill.data.Detection;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageDetections;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Turns detect's rows into {@link DetectionBlockCodec} rows, a batch at a time. A detection's rank
 * is its place in its image's list.
 */
final class ImageRows implements Iterator<Row> {
  private final Iterator<Row> images;
  private final ImageNames names;
  private final Set<Long> only;
  private final Queue<Row> ready = new ArrayDeque<>();

  /**
   * @param only ids of the images wanted; empty for all
   */
  ImageRows(Iterator<Row> images, ImageNames names, Set<Long> only) {
    this.images = images;
    this.names = names;
    this.only = only;
  }

  @Override
  public boolean hasNext() {
    DetectionTable.Builder batch = new DetectionTable.Builder();
    while (ready.isEmpty() && images.hasNext()) {
      while (images.hasNext() && batch.size() < DetectionSource.BATCH) {
        add(images.next(), batch);
      }
      ready.addAll(DetectionBlockCodec.encode(batch.build()));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(Row row, DetectionTable.Builder batch) {
    ImageDetections image = ImageDetectionsCodec.decode(row);
    int index = image.error() == null ? names.find(image.path()) : ImageNames.UNKNOWN;
    if (index < 0) {
      return;
    }
    long id = names.images().id(index);
    if (!only.isEmpty() && !only.contains(id)) {
      return;
    }
    int rank = 0;
    for (Detection d : image.detections()) {
      // Ranks must differ over the whole input; the image's index makes them so.
      batch.add(
          id, d.categoryId(), d.x(), d.y(), d.w(), d.h(), d.score(), ((long) index << 32) + rank);
      rank++;
    }
  }
}
