package dev.boxmill.inference;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Times one model in one thread. The latency of an image runs from the input in memory to its boxes
 * in image pixels, as Zhao et al., "DETRs Beat YOLOs on Real-time Object Detection" (2023), section
 * 3, measure end to end: the removal of duplicates is part of what a detector costs. Fetching and
 * decoding are not among it, but for {@link Result#fromBytes}.
 *
 * <p>Every size of batch first runs on zeros, then on images, before anything counts: engines
 * optimise a graph in its first passes, and a GPU raises its clock.
 *
 * <p>Memory: the encoded images, and one batch of inputs.
 */
public final class Benchmark {
  /** Batches of images that run before any counts. */
  public static final int WARM_UP_BATCHES = 5;

  private final Path model;
  private final Detector.Settings settings;
  private final ImageDecoder decoder;
  private final List<byte[]> images = new ArrayList<>();
  private int unreadable;

  /**
   * What was measured; seconds.
   *
   * @param images that were measured on
   * @param unreadable images that were left out
   * @param detections in all images
   * @param forward the model alone
   * @param withoutNms the model, and its outputs to boxes, the best few kept
   * @param withNms the same with the removal of duplicates
   * @param fromBytes the same behind decoding, resizing and normalising
   * @param batches images a second with the removal of duplicates, from the smallest batch on
   * @param engine name and version
   * @param device what it ran on, e.g. "cpu" or "gpu0"
   */
  public record Result(
      int images,
      int unreadable,
      long detections,
      Latency forward,
      Latency withoutNms,
      Latency withNms,
      Latency fromBytes,
      List<BatchGrowth.Point> batches,
      String engine,
      String device) {}

  /**
   * Prepares a benchmark.
   *
   * @param model the model's file on this machine
   * @param settings its batch size does not count
   * @param options limits of the images to {@link #add}, and whether they are decoded fast
   */
  public Benchmark(Path model, Detector.Settings settings, DecodeOptions options) {
    this.model = model;
    this.settings = settings;
    decoder =
        new ImageDecoder(
            Descriptor.parse(settings.descriptorJson(), settings.descriptorSource())
                .preprocessing(),
            options);
  }

  /**
   * Fetches an image; one that cannot be used is counted and left out.
   *
   * @param image its encoded bytes stay in memory
   * @return whether it can be used
   */
  public boolean add(ImageSource image) {
    try {
      byte[] bytes = image.fetch();
      decoder.decode(bytes, decoder.newBatch(1));
      images.add(bytes);
      return true;
    } catch (UnreadableImageException | IOException e) {
      unreadable++;
      return false;
    }
  }

  /**
   * Measures on the images added, of which there is at least one.
   *
   * @param mostBatch the largest batch to try, at least 1
   * @return latencies of single images, and the throughput of each batch tried; a graph that fixes
   *     its batch runs at that alone, also for a single image
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   */
  public Result run(int mostBatch) {
    Stopwatch watch = new Stopwatch();
    int fixed;
    String engine;
    String device;
    try (Detector detector = Detector.open(model, settings.withBatchSize(1));
        Detector plain =
            Detector.open(model, settings.withBatchSize(1).withNms(NmsSettings.NONE))) {
      fixed = detector.batchSize();
      engine = detector.engine();
      device = detector.device();
      latencies(detector, plain, watch);
    }
    // A graph that fixes its batch has one size alone.
    List<BatchGrowth.Point> batches =
        fixed > 1
            ? List.of(new BatchGrowth.Point(fixed, imagesPerSecond(fixed)))
            : BatchGrowth.measure(mostBatch, this::imagesPerSecond);
    return new Result(
        images.size(),
        unreadable,
        watch.detections,
        Latency.of(watch.forward),
        Latency.of(watch.withoutNms),
        Latency.of(watch.withNms),
        Latency.of(watch.fromBytes),
        batches,
        engine,
        device);
  }

  /** Seconds of each image. */
  private final class Stopwatch {
    private final double[] forward = new double[images.size()];
    private final double[] withoutNms = new double[images.size()];
    private final double[] withNms = new double[images.size()];
    private final double[] fromBytes = new double[images.size()];
    private long detections;
  }

  private void latencies(Detector detector, Detector plain, Stopwatch watch) {
    Inputs inputs = new Inputs(detector);
    for (int i = -WARM_UP_BATCHES; i < images.size(); i++) {
      long start = System.nanoTime();
      List<Letterbox> boxes = inputs.fill(Math.floorMod(i, images.size()), 1);
      long decoded = System.nanoTime();
      List<Tensor> outputs = detector.forward(inputs.values);
      long forward = System.nanoTime();
      // One pass serves both, so that they differ by the removal of duplicates alone.
      plain.detections(outputs, boxes);
      long without = System.nanoTime();
      List<HeadPass.Found> found = detector.detections(outputs, boxes);
      long with = System.nanoTime();
      if (i >= 0) {
        watch.forward[i] = (forward - decoded) / 1e9;
        watch.withoutNms[i] = (without - decoded) / 1e9;
        watch.withNms[i] = watch.forward[i] + (with - without) / 1e9;
        watch.fromBytes[i] = watch.withNms[i] + (decoded - start) / 1e9;
        watch.detections += found.get(0).detections().size();
      }
    }
  }

  private double imagesPerSecond(int size) {
    try (Detector detector = Detector.open(model, settings.withBatchSize(size))) {
      Inputs inputs = new Inputs(detector);
      // All batches are full: the last one begins the images anew.
      int batches = (images.size() + size - 1) / size;
      long nanos = 0;
      for (int b = -Math.min(WARM_UP_BATCHES, batches); b < batches; b++) {
        List<Letterbox> boxes = inputs.fill(Math.floorMod(b, batches) * size, size);
        long start = System.nanoTime();
        detector.detections(detector.forward(inputs.values), boxes);
        nanos += b < 0 ? 0 : System.nanoTime() - start;
      }
      return batches * size / (nanos / 1e9);
    }
  }

  /** A batch of inputs, filled by this thread. */
  private final class Inputs {
    private final ByteBuffer values;

    Inputs(Detector detector) {
      values = decoder.newBatch(detector.batchSize());
    }

    /** Decodes {@code count} images from {@code first} on, beginning anew behind the last. */
    List<Letterbox> fill(int first, int count) {
      List<Letterbox> boxes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        try {
          byte[] bytes = images.get((first + i) % images.size());
          boxes.add(decoder.decode(bytes, decoder.place(values, i)));
        } catch (UnreadableImageException e) {
          throw new IllegalStateException("was readable when it was added", e);
        }
      }
      return boxes;
    }
  }
}
