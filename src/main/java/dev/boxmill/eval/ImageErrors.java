package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * False positives plus misses of every image at one IoU among detections of some score. Adds up
 * over classes: tables that share no class may be added in any order, and states merged.
 */
final class ImageErrors {
  /** Overlap from which a detection finds an object. */
  static final double IOU = 0.5;

  private static final double SCORE = 0.3;

  private final Annotations truth;
  private final double iou;
  private final double score;
  private final int[] falsePositives;
  private final int[] hits;
  private int[] objects;

  /** At IoU .5 among detections scoring at least .3. */
  ImageErrors(Annotations truth) {
    this(truth, IOU, SCORE);
  }

  /**
   * @param iou overlap from which a detection finds an object
   * @param score from which detections count
   */
  ImageErrors(Annotations truth, double iou, double score) {
    this.truth = truth;
    this.iou = iou;
    this.score = score;
    this.falsePositives = new int[truth.images().size()];
    this.hits = new int[truth.images().size()];
  }

  /** Adds all detections of some classes. */
  void add(DetectionTable detections) {
    DetectionTable confident = atLeast(detections, score);
    BoxMatches matches = BoxMatches.of(truth, confident, iou);
    for (int row = 0; row < confident.size(); row++) {
      if (matches.falsePositive(row)) {
        falsePositives[truth.images().indexOf(confident.imageId(row))]++;
      }
    }
    GroundTruthTable truths = truth.groundTruths();
    for (int row = 0; row < truths.size(); row++) {
      if (matches.truthFound(row) && !truths.crowd(row)) {
        hits[truth.images().indexOf(truths.imageId(row))]++;
      }
    }
  }

  static DetectionTable atLeast(DetectionTable detections, double score) {
    DetectionTable.Builder kept = new DetectionTable.Builder();
    for (int row = 0; row < detections.size(); row++) {
      if (detections.score(row) >= score) {
        kept.add(detections, row);
      }
    }
    return kept.build();
  }

  /** The counts of images that have any, 12 bytes each. */
  byte[] save() {
    int[] used =
        IntStream.range(0, hits.length).filter(i -> falsePositives[i] + hits[i] > 0).toArray();
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(12, used.length));
    for (int i : used) {
      buffer.putInt(i).putInt(falsePositives[i]).putInt(hits[i]);
    }
    return buffer.array();
  }

  /** Adds what {@link #save} gave for the same ground truth and other classes. */
  void mergeSaved(byte[] saved) {
    ByteBuffer buffer = ByteBuffer.wrap(saved);
    while (buffer.hasRemaining()) {
      int image = buffer.getInt();
      falsePositives[image] += buffer.getInt();
      hits[image] += buffer.getInt();
    }
  }

  /** False positives plus misses of the image at an index. */
  int of(int image) {
    return falsePositives[image] + misses(image);
  }

  int hits(int image) {
    return hits[image];
  }

  int falsePositives(int image) {
    return falsePositives[image];
  }

  /** Objects of the image at an index that nothing found. */
  int misses(int image) {
    if (objects == null) {
      objects = new int[hits.length];
      GroundTruthTable truths = truth.groundTruths();
      for (int row = 0; row < truths.size(); row++) {
        if (!truths.crowd(row)) {
          objects[truth.images().indexOf(truths.imageId(row))]++;
        }
      }
    }
    return objects[image] - hits[image];
  }
}
