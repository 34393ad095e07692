package dev.boxmill.store;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.eval.Example;
import dev.boxmill.eval.Examples;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A few images of a source, each with all its detections: read part by part, here or elsewhere, and
 * put together by {@link #examples}.
 *
 * @param source read anew for every part
 * @param ids of images in the ground truth
 */
public record PickedImages(DetectionSource source, Set<Long> ids) implements Serializable {

  /**
   * What a part holds of the images.
   *
   * @param detections as {@link DetectionBytes}
   * @param paths where images lie, by id, as far as the part knows
   */
  @SuppressWarnings("ArrayRecordComponent") // travels once
  public record Part(byte[] detections, Map<Long, String> paths) implements Serializable {}

  /**
   * {@return the images of the given ids}
   *
   * @param source where their detections are
   * @param ids in any order
   */
  public static PickedImages of(DetectionSource source, long... ids) {
    return new PickedImages(
        source, LongStream.of(ids).boxed().collect(Collectors.toUnmodifiableSet()));
  }

  /** {@return the same in the way that takes all valid input} */
  public PickedImages careful() {
    return new PickedImages(source.careful(), ids);
  }

  /**
   * {@return what a part holds of the images; empty when the source has to be read in the {@link
   * #careful} way}
   *
   * @param part from 0
   * @param images of the ground truth
   * @throws IOException when a file cannot be read
   */
  public Optional<Part> read(int part, ImageTable images) throws IOException {
    DetectionTable.Builder picked = new DetectionTable.Builder();
    boolean done =
        source.read(
            part,
            images,
            table -> {
              for (int row = 0; row < table.size(); row++) {
                if (ids.contains(table.imageId(row))) {
                  picked.add(table, row);
                }
              }
            });
    if (!done) {
      return Optional.empty();
    }
    DetectionTable table = picked.build();
    int[] rows = new int[table.size()];
    Arrays.setAll(rows, row -> row);
    Map<Long, String> paths =
        source.imageByImage() ? new TreeMap<>(source.paths(part, images, ids)) : Map.of();
    return Optional.of(new Part(DetectionBytes.write(table, rows, 0, rows.length), paths));
  }

  /**
   * {@return the images, ascending by id}
   *
   * @param truth has all of them
   * @param parts one for every part of the source, in any order
   */
  public List<Example> examples(Annotations truth, Collection<Part> parts) {
    DetectionTable.Builder detections = new DetectionTable.Builder();
    Map<Long, String> paths = new TreeMap<>();
    for (Part part : parts) {
      DetectionBytes.read(part.detections, detections);
      paths.putAll(part.paths);
    }
    long[] sorted = ids.stream().mapToLong(Long::longValue).sorted().toArray();
    return Examples.of(truth, sorted, detections.build(), paths);
  }
}
