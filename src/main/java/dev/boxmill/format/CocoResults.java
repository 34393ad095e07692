package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * COCO's result JSON: an array of objects with image_id, category_id, bbox and score; other keys
 * are skipped. A quick scanner reads blocks on all cores; the first thing out of the ordinary sends
 * the file to a careful reader, which accepts all of JSON and words the errors. Numbers are those
 * of {@link Double#parseDouble} either way.
 */
public final class CocoResults {
  /** Detections that the careful reader hands on at a time. */
  private static final int CHUNK = 1 << 16;

  private CocoResults() {}

  /**
   * Reads a whole file.
   *
   * @throws dev.boxmill.error.UserException naming the file and the place when it is malformed
   */
  public static DetectionTable read(Source source) {
    return quickly(source)
        .orElseGet(
            () -> {
              List<DetectionTable> parts = new java.util.ArrayList<>();
              readCarefully(source, parts::add);
              return DetectionTable.concat(parts);
            });
  }

  private static Optional<DetectionTable> quickly(Source source) {
    Map<Integer, DetectionTable> parts = new ConcurrentSkipListMap<>();
    AtomicBoolean unsure = new AtomicBoolean();
    try (InputStream in = source.open()) {
      NumberedBlocks blocks = new NumberedBlocks(new RecordBlocks(in, 0, Long.MAX_VALUE));
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
    private int count;

    NumberedBlocks(RecordBlocks blocks) {
      this.blocks = blocks;
    }

    boolean scanNext(Map<Integer, DetectionTable> to) throws IOException, Unsure {
      RecordBlocks.Block block;
      int number;
      synchronized (this) {
        block = blocks.next();
        number = count++;
      }
      if (block != null) {
        to.put(number, RecordScanner.scan(block));
      }
      return block != null;
    }
  }

  /**
   * Reads the records that begin in a part of a file, as {@link RecordBlocks} cuts it. The parts of
   * a file together give the whole, when every one of them succeeds.
   *
   * @param in positioned at start
   * @return false when the careful reader has to read the whole file instead
   */
  public static boolean readPart(
      InputStream in, long start, long end, Consumer<DetectionTable> sink) throws IOException {
    RecordBlocks blocks = new RecordBlocks(in, start, end);
    try {
      for (RecordBlocks.Block b = blocks.next(); b != null; b = blocks.next()) {
        sink.accept(RecordScanner.scan(b));
      }
      return true;
    } catch (Unsure e) {
      return false;
    }
  }

  /** Reads a whole file on one thread, with a message for every mistake. */
  public static void readCarefully(Source source, Consumer<DetectionTable> sink) {
    try (JsonCursor json = new JsonCursor(source)) {
      JsonToken first = json.next();
      json.expect(
          first,
          JsonToken.START_ARRAY,
          first == JsonToken.START_OBJECT
              ? "a JSON object, as annotation files are; give a result file, a JSON array of"
                  + " detections"
              : "no JSON array; give an array of detections");
      DetectionTable.Builder rows = new DetectionTable.Builder();
      double[] box = new double[4];
      long count = 0;
      for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
        json.expect(t, JsonToken.START_OBJECT, "entry " + count + " is not an object");
        record(json, box, count++, rows);
        if (rows.size() == CHUNK) {
          sink.accept(rows.build());
        }
      }
      json.end();
      sink.accept(rows.build());
    }
  }

  private static void record(
      JsonCursor json, double[] box, long rank, DetectionTable.Builder rows) {
    int line = json.line();
    int column = json.column();
    long image = 0;
    int category = 0;
    double score = 0;
    int seen = 0;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "image_id" -> {
          image = json.integer(key);
          seen |= 1;
        }
        case "category_id" -> {
          category = json.integer32(key);
          seen |= 2;
        }
        case "bbox" -> {
          json.box(key, box);
          seen |= 4;
        }
        case "score" -> {
          score = json.number(key);
          seen |= 8;
        }
        default -> json.skipValue();
      }
    }
    List<String> needed = List.of("image_id", "category_id", "bbox", "score");
    for (int i = 0; i < needed.size(); i++) {
      if ((seen & 1 << i) == 0) {
        throw json.fail(line, column, "entry " + rank + " has no '" + needed.get(i) + "'; add it");
      }
    }
    rows.add(image, category, box[0], box[1], box[2], box[3], score, rank);
  }
}
