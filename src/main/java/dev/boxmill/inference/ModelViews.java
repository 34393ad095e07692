package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.AugmentedView;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.TileMerge;
import java.nio.ByteBuffer;
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
    private final ByteBuffer values;
    private final List<Letterbox> boxes = new ArrayList<>();
    private final List<Boolean> flips = new ArrayList<>();
    private final List<ViewResult> results = new ArrayList<>();

    Batch(Detector detector, DecodeOptions options) {
      this.detector = detector;
      placer = detector.newDecoder(options);
      values = placer.newBatch(detector.batchSize());
    }

    void add(Mat image, boolean flip, ViewResult result) {
      boxes.add(placer.place(image, placer.place(values, boxes.size())));
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
      int used = placer.bytes(boxes.size());
      values.put(used, new byte[values.capacity() - used]);
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
