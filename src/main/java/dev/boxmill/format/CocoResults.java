package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * COCO's result JSON: an array of objects with image_id, category_id, bbox and score; where wanted
 * segmentation (run lengths) or keypoints, and then bbox may be absent or empty. Other keys are
 * skipped. A quick scanner reads blocks on all cores; the first thing out of the ordinary sends the
 * file to a careful reader, which accepts all of JSON and words the errors. Numbers are those of
 * {@link Double#parseDouble} either way.
 */
public final class CocoResults {
  /** Detections that the careful reader hands on at a time. */
  private static final int CHUNK = 1 << 16;

  private CocoResults() {}

  /**
   * Reads a whole file.
   *
   * @param source opened twice when the quick scanner gives up
   * @return all detections, in file order
   * @throws dev.boxmill.error.UserException naming the file and the place when it is malformed
   */
  public static DetectionTable read(Source source) {
    return read(source, Set.of());
  }

  /**
   * Reads a whole file with what is wanted beside boxes.
   *
   * @param source opened twice when the quick scanner gives up
   * @param wanted what every detection must have
   * @return all detections, in file order
   * @throws dev.boxmill.error.UserException as above, and when a detection lacks what is wanted
   */
  public static DetectionTable read(Source source, Set<Want> wanted) {
    return quickly(source, wanted)
        .orElseGet(
            () -> {
              List<DetectionTable> parts = new ArrayList<>();
              readCarefully(source, wanted, parts::add);
              return DetectionTable.concat(parts);
            });
  }

  private static Optional<DetectionTable> quickly(Source source, Set<Want> wanted) {
    Map<Integer, DetectionTable> parts = new ConcurrentSkipListMap<>();
    AtomicBoolean unsure = new AtomicBoolean();
    try (InputStream in = source.open()) {
      NumberedBlocks blocks = new NumberedBlocks(new RecordBlocks(in, 0, Long.MAX_VALUE), wanted);
      IntStream.range(0, Runtime.getRuntime().availableProcessors())
          .parallel()
          .forEach(
              unused -> {
                try {
                  while (!unsure.get() && blocks.scanNext(parts)) {}
                } catch (IOException | Unsure e) {
                  unsure.set(true);
                }
              });
    } catch (IOException e) {
      return Optional.empty(); // the careful reader meets it again and says so
    }
    return unsure.get()
        ? Optional.empty()
        : Optional.of(DetectionTable.concat(List.copyOf(parts.values())));
  }

  /** Hands out blocks one at a time and remembers their order. */
  private static final class NumberedBlocks {
    private final RecordBlocks blocks;
    private final Set<Want> wanted;
    private int count;

    NumberedBlocks(RecordBlocks blocks, Set<Want> wanted) {
      this.blocks = blocks;
      this.wanted = wanted;
    }

    boolean scanNext(Map<Integer, DetectionTable> to) throws IOException, Unsure {
      RecordBlocks.Block block;
      int number;
      synchronized (this) {
        block = blocks.next();
        number = count++;
      }
      if (block != null) {
        to.put(number, RecordScanner.scan(block, wanted));
      }
      return block != null;
    }
  }

  /**
   * Reads the records that begin in a part of a file, as {@link RecordBlocks} cuts it. The parts of
   * a file together give the whole, when every one of them succeeds.
   *
   * @param in positioned at start
   * @param start byte offset, 0 for the whole file's beginning
   * @param end byte offset behind the part; its last record may end later
   * @param wanted what every detection must have
   * @param sink takes tables in file order; void when the answer is false
   * @return false when the careful reader has to read the whole file instead
   * @throws IOException when the stream fails
   */
  public static boolean readPart(
      InputStream in, long start, long end, Set<Want> wanted, Consumer<DetectionTable> sink)
      throws IOException {
    RecordBlocks blocks = new RecordBlocks(in, start, end);
    try {
      for (RecordBlocks.Block b = blocks.next(); b != null; b = blocks.next()) {
        sink.accept(RecordScanner.scan(b, wanted));
      }
      return true;
    } catch (Unsure e) {
      return false;
    }
  }

  /**
   * Reads a whole file on one thread, with a message for every mistake.
   *
   * @param source opened once
   * @param wanted what every detection must have
   * @param sink takes tables of 65,536 rows in file order, the last one shorter, perhaps empty
   * @throws dev.boxmill.error.UserException naming the file and the place when it is malformed
   */
  public static void readCarefully(Source source, Set<Want> wanted, Consumer<DetectionTable> sink) {
    try (JsonCursor json = new JsonCursor(source)) {
      JsonToken first = json.next();
      json.expect(
          first,
          JsonToken.START_ARRAY,
          first == JsonToken.START_OBJECT
              ? "a JSON object, as annotation files are; give a result file, a JSON array of"
                  + " detections"
              : "no JSON array; give an array of detections");
      CarefulRecords records = new CarefulRecords(json, wanted);
      long count = 0;
      for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
        json.expect(t, JsonToken.START_OBJECT, "entry " + count + " is not an object");
        records.read(count++);
        if (records.rows().size() == CHUNK) {
          sink.accept(records.rows().build());
        }
      }
      json.end();
      sink.accept(records.rows().build());
    }
  }
}
