package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Future;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Images to detections where an image is more than one input: several models, views or tiles. A
 * picture is fetched and decoded once, by a few threads ahead; the caller's thread cuts the inputs
 * and runs the models.
 *
 * <p>Images are taken by groups of the batch size, and a model's inputs fill its batches within a
 * group, so that what lies in a batch follows from the list of images alone.
 *
 * <p>Memory: one batch of inputs a model and scale, and some decoded pictures.
 */
final class ComposedPipeline implements DetectionStream {
  private final List<ModelViews> models = new ArrayList<>();
  private final ListMerge merge;
  private final PictureDecoder decoder;
  private final Iterator<? extends ImageSource> images;
  private final int group;
  private final int threads;
  private final FetchPool pool;
  private final Queue<Future<Picture>> ahead = new ArrayDeque<>();
  private final Deque<ImageDetections> ready = new ArrayDeque<>();

  /** A decoded picture that is ours to close, or the reason why there is none. */
  private record Picture(String path, Mat image, String error) {}

  ComposedPipeline(
      Combination combination,
      List<Map<Double, Detector>> detectors,
      Iterator<? extends ImageSource> images,
      int threads,
      DecodeOptions options) {
    for (Map<Double, Detector> scales : detectors) {
      models.add(new ModelViews(combination, scales, options));
    }
    merge = new ListMerge(combination, detectors.size());
    decoder = new PictureDecoder(options);
    this.images = images;
    this.threads = threads;
    group = detectors.get(0).values().iterator().next().batchSize();
    pool = new FetchPool(threads);
    schedule();
  }

  private void schedule() {
    while (ahead.size() < threads + 1 && images.hasNext()) {
      ImageSource image = images.next();
      ahead.add(pool.submit(() -> decode(image)));
    }
  }

  private Picture decode(ImageSource image) {
    try {
      return new Picture(image.path(), decoder.decode(FetchPool.fetch(image)), null);
    } catch (UnreadableImageException e) {
      return new Picture(image.path(), null, e.getMessage());
    }
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || !ahead.isEmpty();
  }

  @Override
  public ImageDetections next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (ready.isEmpty()) {
      runGroup();
    }
    return ready.remove();
  }

  /** What waits for the group's last batch. */
  private record Pending(
      String path, int width, int height, List<List<ViewResult>> byModel, String error) {}

  private void runGroup() {
    List<Pending> pending = new ArrayList<>(group);
    while (pending.size() < group && !ahead.isEmpty()) {
      Picture picture = FetchPool.await(ahead.remove());
      schedule();
      pending.add(begin(picture));
    }
    models.forEach(ModelViews::flush);
    for (Pending image : pending) {
      if (image.byModel().stream().flatMap(List::stream).anyMatch(ViewResult::failed)) {
        ready.add(new ImageDetections(image.path(), 0, 0, List.of(), Detector.TOO_LARGE));
        continue;
      }
      List<Detection> found =
          image.error() == null
              ? merge.image(image.byModel(), image.width(), image.height(), maxDetections())
              : List.of();
      ready.add(
          new ImageDetections(image.path(), image.width(), image.height(), found, image.error()));
    }
  }

  private int maxDetections() {
    return models.get(0).maxDetections();
  }

  private Pending begin(Picture picture) {
    if (picture.error() != null) {
      return new Pending(picture.path(), 0, 0, List.of(), picture.error());
    }
    try (Mat image = picture.image()) {
      List<List<ViewResult>> byModel = new ArrayList<>();
      for (ModelViews model : models) {
        byModel.add(model.add(image));
      }
      return new Pending(picture.path(), image.cols(), image.rows(), byModel, null);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
