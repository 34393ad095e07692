package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every image by itself at one working point: hits less false positives. It finds the images that a
 * detector does badly on, and those that tell two detectors apart.
 */
@AutoService(Metric.class)
public final class ImagesMetric implements Metric {
  /** Score from which detections count, where the user does not choose. */
  static final double SCORE = 0.5;

  static final double IOU = 0.5;

  /** Images of one key. */
  private static final int CHUNK = 1 << 14;

  private static final int RECORD = 12;

  @Override
  public String id() {
    return "images";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new Images(truth, options.iou(IOU), options.minScore(SCORE));
  }

  private static final class Images extends KeyedEvaluation {
    private final double iou;
    private final double score;

    Images(Annotations truth, double iou, double score) {
      super(truth);
      this.iou = iou;
      this.score = score;
    }

    private ImageErrors none() {
      return new ImageErrors(truth(), iou, score);
    }

    /** A record an image with hits or false positives, as {@link ImageErrors#save} has them. */
    @Override
    Map<Integer, byte[]> evaluate(DetectionTable detections) {
      ImageErrors errors = none();
      errors.add(detections);
      ByteBuffer all = ByteBuffer.wrap(errors.save());
      Map<Integer, byte[]> fragments = new HashMap<>();
      while (all.hasRemaining()) {
        int from = all.position();
        int chunk = all.getInt(from) / CHUNK;
        int to = from;
        while (to < all.limit() && all.getInt(to) / CHUNK == chunk) {
          to += RECORD;
        }
        byte[] fragment = new byte[to - from];
        all.get(fragment);
        fragments.put(chunk, fragment);
      }
      return fragments;
    }

    @Override
    public byte[] reduce(int key, List<byte[]> fragments) {
      ImageErrors errors = none();
      fragments.forEach(errors::mergeSaved);
      return errors.save();
    }

    @Override
    ImagesResult finish(Map<Integer, byte[]> reduced) {
      ImageErrors errors = none();
      reduced.values().forEach(errors::mergeSaved);
      return new ImagesResult(truth().images(), errors);
    }
  }
}
