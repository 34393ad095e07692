package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.AugmentedView;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.TileMerge;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Cuts the inputs of one model out of pictures, and runs them by batches. */
final class ModelViews {
  private final Combination combination;
  private final List<AugmentedView> views;
  private final Map<Double, Batch> batches = new LinkedHashMap<>();

  ModelViews(Combination combination, Map<Double, Detector> scales, DecodeOptions options) {
    this.combination = combination;
    views = combination.augmentedViews();
    scales.forEach((scale, detector) -> batches.put(scale, new Batch(detector, options)));
  }

  int maxDetections() {
    return batches.values().iterator().next().detector.maxDetections();
  }

  /**
   * Takes a picture, which may be closed afterwards.
   *
   * @return the results of its views, complete after {@link #flush}
   */
  List<ViewResult> add(Mat image) {
    List<ViewResult> results = new ArrayList<>();
    if (combination.tile() > 0) {
      TileMerge plan = combination.tiles(image.cols(), image.rows());
      for (TileMerge.Tile tile : plan.tiles()) {
        try (Rect rectangle = new Rect(tile.x(), tile.y(), tile.width(), tile.height());
            Mat part = new Mat(image, rectangle)) {
          addViews(part, tile, results);
        }
      }
    } else {
      addViews(image, null, results);
    }
    return results;
  }

  private void addViews(Mat image, TileMerge.Tile tile, List<ViewResult> results) {
    Mat mirrored = null;
    try {
      for (AugmentedView view : views) {
        if (view.flip() && mirrored == null) {
          mirrored = new Mat();
          opencv_core.flip(image, mirrored, 1);
        }
        ViewResult result = new ViewResult(tile);
        results.add(result);
        batches.get(view.scale()).add(view.flip() ? mirrored : image, view.flip(), result);
      }
    } finally {
      if (mirrored != null) {
        mirrored.close();
      }
    }
  }

  /** Runs what has not filled a batch. */
  void flush() {
    batches.values().forEach(Batch::run);
  }

  /** The next batch of one detector. */
  private static final class Batch {
    private final Detector detector;
    private final ImageDecoder placer;
    private final float[] scratch;
    private final ByteBuffer values;
    private final List<Letterbox> boxes = new ArrayList<>();
    private final List<Boolean> flips = new ArrayList<>();
    private final List<ViewResult> results = new ArrayList<>();

    Batch(Detector detector, DecodeOptions options) {
      this.detector = detector;
      placer = detector.newDecoder(options);
      scratch = new float[placer.inputLength()];
      int bytes = Math.multiplyExact(detector.batchSize(), Math.multiplyExact(scratch.length, 4));
      values = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    void add(Mat image, boolean flip, ViewResult result) {
      Letterbox box = placer.place(image, scratch);
      values.asFloatBuffer().put(boxes.size() * scratch.length, scratch);
      boxes.add(box);
      flips.add(flip);
      results.add(result);
      if (boxes.size() == detector.batchSize()) {
        run();
      }
    }

    void run() {
      if (boxes.isEmpty()) {
        return;
      }
      java.util.Arrays.fill(scratch, 0);
      for (int place = boxes.size(); place < detector.batchSize(); place++) {
        values.asFloatBuffer().put(place * scratch.length, scratch);
      }
      List<List<Detection>> found = detector.detect(values, boxes);
      for (int i = 0; i < boxes.size(); i++) {
        boolean mirrored = flips.get(i) && found.get(i) != null;
        results.get(i).found(mirrored ? mirror(found.get(i), boxes.get(i)) : found.get(i));
      }
      boxes.clear();
      flips.clear();
      results.clear();
    }

    private static List<Detection> mirror(List<Detection> found, Letterbox box) {
      return found.stream()
          .map(d -> d.at(box.imageWidth() - d.x() - d.w(), d.y(), d.w(), d.h()))
          .toList();
    }
  }
}
